package io.vehicletelemetry.core.model;

/**
 * Why a message, or a signal of a message, was not used. Everything that is not used is counted under one of these.
 *
 * <p><em>Immutable.</em>
 */
public enum RejectReason {
    /** The message is empty. */
    EMPTY,
    /** The message is not in its format: not JSON, not UTF-8, the wrong shape. */
    MALFORMED,
    /** The message is larger than {@link TelemetryLimits#payloadBytes()}. */
    TOO_LARGE,
    /** A value, or the whole message, is nested deeper than its format defines. */
    TOO_DEEP,
    /** The message has more signals than {@link TelemetryLimits#signalsPerMessage()}. */
    TOO_MANY_SIGNALS,
    /** The message is well-formed, but nothing in it is a usable signal. */
    NO_SIGNALS,
    /** The device complains: an object whose only key is {@code error}. */
    DEVICE_ERROR,
    /** The decoder failed in a way of its own. */
    DECODER_FAILED,
    /** Neither the topic, nor the subscription, nor the message names a vehicle or device. */
    NO_VEHICLE,
    /** The vehicle's id is not a valid one: see {@link VehicleId}. */
    INVALID_VEHICLE,
    /** Topic and message name different vehicles; the topic wins, and the message is used. */
    VEHICLE_CONFLICT,
    /** The device is mapped to no vehicle, and unknown devices are to be ignored. */
    UNKNOWN_DEVICE,
    /** {@link TelemetryLimits#vehicles()} are known, and this would be one more. */
    VEHICLE_LIMIT,
    /** The vehicle has {@link TelemetryLimits#signalsPerVehicle()} signals, and this would be one more. */
    SIGNAL_LIMIT,
    /** The signal's name is empty, reserved, too long, or has control characters. */
    INVALID_NAME,
    /** The signal's value is no finite number, boolean, text or null. */
    INVALID_VALUE,
    /** The signal's text is longer than {@link TelemetryLimits#textLength()}. */
    TEXT_TOO_LONG,
    /** The signal's number is outside its range in the signal table. */
    OUT_OF_RANGE,
    /** More arrived than could be taken in: the oldest that waited was given up. */
    OVERFLOW,
    /** A stage failed while it handled the message. */
    INTERNAL_ERROR
}
