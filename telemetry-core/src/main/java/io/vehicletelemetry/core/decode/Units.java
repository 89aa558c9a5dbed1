package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Factors from the units that devices use to the canonical ones of the signal table. All but the one of the psi are exact
 * by definition.
 *
 * <p>Source: NIST Special Publication 811 (2008), <em>Guide for the Use of the International System of Units</em>, appendix
 * B.8: psi to kPa 6.894 757 (here with the digits that follow from the exact pound, inch and standard gravity of appendix
 * B.8), bar to kPa 1.0 E+02, knot to km/h 1.852, mile to km 1.609 344.
 */
final class Units {

    static final BigDecimal KPA_PER_PSI = new BigDecimal("6.894757293168");
    static final BigDecimal KPA_PER_BAR = new BigDecimal("100");
    static final BigDecimal KMH_PER_KNOT = new BigDecimal("1.852");
    static final BigDecimal KM_PER_MILE = new BigDecimal("1.609344");
    static final BigDecimal KM_PER_METRE = new BigDecimal("0.001");

    private Units() {}

    /**
     * A number in another unit: in decimal, so that 2.3 bar are 230 kPa and not 229.99999999999997. What is no number stays
     * as it is; null where the result is not finite.
     */
    static @Nullable SignalValue times(SignalValue value, BigDecimal factor) {
        BigDecimal number;
        if (value instanceof SignalValue.OfDecimal decimal) {
            number = BigDecimal.valueOf(decimal.value());
        } else if (value instanceof SignalValue.OfInteger integer) {
            number = BigDecimal.valueOf(integer.value());
        } else {
            return value;
        }
        double converted = number.multiply(factor).doubleValue();
        return Double.isFinite(converted) ? SignalValue.of(converted) : null;
    }
}
