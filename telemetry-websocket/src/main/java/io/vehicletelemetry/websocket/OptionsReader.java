package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.Texts;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what a client asks for, one value after the other, and refuses what cannot be granted. */
final class OptionsReader {

    private static final int MAX_VEHICLES = 1_000;
    private static final int MAX_SIGNALS = 1_024;
    private static final int MAX_NAME_LENGTH = 128;
    private static final double MIN_RATE = 0.001;
    private static final double MAX_RATE = 1_000;
    static final String RATES = "is a number from 0.001 to 1000";
    private static final String MODES = "are batch and delta";
    static final String AGES = "is either true or false";
    static final String POINTS = "is a whole number from 1 to 600";
    private static final int MAX_POINTS = 600;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?");

    private static final Pattern POINTS_NUMBER = Pattern.compile("[0-9]{1,4}");

    private final Set<VehicleId> vehicles = new LinkedHashSet<>();
    private final List<String> signals = new ArrayList<>();
    private double maxRate;
    private boolean batch;
    private boolean delta;
    private @Nullable Boolean ages;
    private int history;

    /** One parameter of a query; lists have commas. */
    void query(String key, String value) throws InvalidOption {
        switch (key) {
            case SubscriptionOptions.VEHICLE_ID -> {
                for (String id : value.split(",", -1)) {
                    vehicle(key, id);
                }
            }
            case SubscriptionOptions.SIGNALS -> {
                for (String name : value.split(",", -1)) {
                    signal(name);
                }
            }
            case SubscriptionOptions.MAX_RATE -> {
                if (maxRate != 0) {
                    throw new InvalidOption(key, value, "is one number");
                }
                maxRate(value);
            }
            case SubscriptionOptions.MODE -> {
                for (String mode : value.split(",", -1)) {
                    mode(mode);
                }
            }
            case SubscriptionOptions.AGES -> ages(value);
            case SubscriptionOptions.HISTORY -> {
                if (history != 0) {
                    throw new InvalidOption(key, value, "is one number");
                }
                history(value);
            }
            default -> {} // so that a client may ask newer servers for more
        }
    }

    void vehicle(String key, String id) throws InvalidOption {
        try {
            vehicles.add(VehicleId.of(id));
        } catch (IllegalArgumentException e) {
            throw new InvalidOption(
                    key,
                    id,
                    "are ids of 1 to " + VehicleId.MAX_LENGTH + " characters, not blank, without control characters");
        }
        if (vehicles.size() > MAX_VEHICLES) {
            throw new InvalidOption(key + ": allowed are at most " + MAX_VEHICLES + " vehicles");
        }
    }

    void signal(String name) throws InvalidOption {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH || !Texts.isPrintable(name)) {
            throw new InvalidOption(
                    SubscriptionOptions.SIGNALS,
                    name,
                    "are names of 1 to " + MAX_NAME_LENGTH + " characters, not blank, without control characters");
        }
        signals.add(name);
        if (signals.size() > MAX_SIGNALS) {
            throw new InvalidOption(SubscriptionOptions.SIGNALS + ": allowed are at most " + MAX_SIGNALS + " names");
        }
    }

    void maxRate(String text) throws InvalidOption {
        // As JSON writes numbers: Java reads more, such as 5d and 0x1p2.
        double rate = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(rate >= MIN_RATE && rate <= MAX_RATE)) { // so that NaN fails too
            throw new InvalidOption(SubscriptionOptions.MAX_RATE, text, RATES);
        }
        maxRate = rate;
    }

    void mode(String mode) throws InvalidOption {
        switch (mode) {
            case SubscriptionOptions.BATCH -> batch = true;
            case SubscriptionOptions.DELTA -> delta = true;
            default -> throw new InvalidOption(SubscriptionOptions.MODE, mode, MODES);
        }
    }

    void ages(String text) throws InvalidOption {
        boolean wanted = text.equals("true");
        if ((!wanted && !text.equals("false")) || (ages != null && ages != wanted)) {
            throw new InvalidOption(SubscriptionOptions.AGES, text, AGES);
        }
        ages = wanted;
    }

    void history(String text) throws InvalidOption {
        int points = POINTS_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (points < 1 || points > MAX_POINTS) {
            throw new InvalidOption(SubscriptionOptions.HISTORY, text, POINTS);
        }
        history = points;
    }

    SubscriptionOptions options() {
        var options =
                new SubscriptionOptions(vehicles, signals, maxRate, batch, delta, Boolean.TRUE.equals(ages), history);
        // One object for all who ask for nothing: it is looked into for each session at each update.
        return options.equals(SubscriptionOptions.EVERYTHING) ? SubscriptionOptions.EVERYTHING : options;
    }
}
