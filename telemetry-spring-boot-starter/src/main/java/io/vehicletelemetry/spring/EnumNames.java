package io.vehicletelemetry.spring;

import java.util.Locale;

/** How constants are shown to people and to registries of metrics. */
final class EnumNames {

    private EnumNames() {}

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
