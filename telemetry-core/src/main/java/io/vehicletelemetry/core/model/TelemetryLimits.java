package io.vehicletelemetry.core.model;

/**
 * Bounds on what devices may send, so that nobody fills the memory: topic names and JSON keys are an attacker's way in.
 * What is beyond a bound is refused and counted.
 *
 * <p><em>Immutable.</em>
 */
public final class TelemetryLimits {

    private final int payloadBytes;
    private final int signalsPerMessage;
    private final int signalsPerVehicle;
    private final int nameLength;
    private final int textLength;
    private final int vehicles;

    private TelemetryLimits(Builder builder) {
        this.payloadBytes = builder.payloadBytes;
        this.signalsPerMessage = builder.signalsPerMessage;
        this.signalsPerVehicle = builder.signalsPerVehicle;
        this.nameLength = builder.nameLength;
        this.textLength = builder.textLength;
        this.vehicles = builder.vehicles;
    }

    /**
     * The default limits.
     *
     * @return 64 KiB a payload, 512 signals a message, 1,024 signals a vehicle, names of 128 characters, texts of 1,024
     *     characters, 100,000 vehicles
     */
    public static TelemetryLimits defaults() {
        return builder().build();
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The largest payload.
     *
     * @return its size in bytes, 65,536 by default
     */
    public int payloadBytes() {
        return payloadBytes;
    }

    /**
     * The most signals in one message.
     *
     * @return the number, 512 by default
     */
    public int signalsPerMessage() {
        return signalsPerMessage;
    }

    /**
     * The most signals that are kept of one vehicle.
     *
     * @return the number, 1,024 by default
     */
    public int signalsPerVehicle() {
        return signalsPerVehicle;
    }

    /**
     * The longest name of a signal.
     *
     * @return its length in characters, 128 by default
     */
    public int nameLength() {
        return nameLength;
    }

    /**
     * The longest text value.
     *
     * @return its length in characters, 1,024 by default
     */
    public int textLength() {
        return textLength;
    }

    /**
     * The most vehicles.
     *
     * @return the number, 100,000 by default
     */
    public int vehicles() {
        return vehicles;
    }

    /**
     * Sets limits.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private int payloadBytes = 64 * 1024;
        private int signalsPerMessage = 512;
        private int signalsPerVehicle = 1024;
        private int nameLength = 128;
        private int textLength = 1024;
        private int vehicles = 100_000;

        private Builder() {}

        /**
         * Sets the largest payload.
         *
         * @param bytes its size, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder payloadBytes(int bytes) {
            this.payloadBytes = positive("payloadBytes", bytes);
            return this;
        }

        /**
         * Sets the most signals in one message.
         *
         * @param count the number, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder signalsPerMessage(int count) {
            this.signalsPerMessage = positive("signalsPerMessage", count);
            return this;
        }

        /**
         * Sets the most signals that are kept of one vehicle.
         *
         * @param count the number, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder signalsPerVehicle(int count) {
            this.signalsPerVehicle = positive("signalsPerVehicle", count);
            return this;
        }

        /**
         * Sets the longest name of a signal.
         *
         * @param characters its length, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder nameLength(int characters) {
            this.nameLength = positive("nameLength", characters);
            return this;
        }

        /**
         * Sets the longest text value.
         *
         * @param characters its length, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder textLength(int characters) {
            this.textLength = positive("textLength", characters);
            return this;
        }

        /**
         * Sets the most vehicles.
         *
         * @param count the number, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder vehicles(int count) {
            this.vehicles = positive("vehicles", count);
            return this;
        }

        /**
         * Makes the limits.
         *
         * @return the limits
         */
        public TelemetryLimits build() {
            return new TelemetryLimits(this);
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " " + value + ": allowed are numbers from 1");
            }
            return value;
        }
    }
}
