package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.Texts;
import io.vehicletelemetry.core.model.VehicleId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The format {@code traccar}: the positions that a Traccar server forwards ({@code forward.type} {@code mqtt}), all devices
 * on one topic.
 *
 * <ul>
 *   <li>{@code {"position":{…,"attributes":{…}},"device":{…}}}: the members of the position and of its attributes are
 *       signals, as {@link TraccarPosition} says.
 *   <li>{@code device.uniqueId} is the device. Where the topic names one, or a vehicle, the topic goes first.
 *   <li>{@code speed} is in knots and becomes km/h, the odometers are in m and become km. Other distances keep their names
 *       and are in m; so do {@code fuel}, {@code power}, {@code battery}, whose units differ between devices.
 *   <li>A position that is not {@code valid} is ignored; one that is {@code outdated} repeats an earlier place, of which
 *       only the attributes are used; {@code archive} marks what the device had stored.
 *   <li>{@code device.status} {@code offline} is offline, whatever else the message says.
 * </ul>
 *
 * <p>Source: traccar/traccar, {@code model/Position.java}, {@code model/Device.java}, {@code forward/PositionData.java},
 * {@code helper/ObdDecoder.java}.
 */
final class TraccarDecoder implements TelemetryDecoder {

    private final TelemetryLimits limits;

    TraccarDecoder(TelemetryLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(RawMessage message, Output output) {
        Reading reading = new Reading(message, limits);
        JsonPayload.read(message, limits, reading::document);
        reading.deliver(output);
    }

    /** One message. */
    private static final class Reading {
        private final RawMessage message;
        private final TelemetryLimits limits;
        private Rejections rejections = new Rejections();
        private @Nullable TraccarPosition position;
        private @Nullable String uniqueId;
        private @Nullable String status;

        Reading(RawMessage message, TelemetryLimits limits) {
            this.message = message;
            this.limits = limits;
        }

        void document(JsonParser parser) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new DecodeException(RejectReason.EMPTY, "empty");
            }
            if (first != JsonToken.START_OBJECT) {
                parser.skipChildren(); // a list that is too deep is reported as such
                throw new DecodeException(RejectReason.MALFORMED, "not a JSON object");
            }
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                JsonToken token = parser.nextToken();
                boolean object = token == JsonToken.START_OBJECT;
                switch (key) {
                    case "position" -> {
                        rejections = new Rejections();
                        position = object ? TraccarPosition.read(parser, limits, rejections) : null;
                    }
                    case "device" -> device(parser, object);
                    default -> {
                        // the event that comes with a position is none of the vehicle's values
                    }
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new DecodeException(RejectReason.MALFORMED, "more after the end of the JSON text");
            }
        }

        private void device(JsonParser parser, boolean object) {
            uniqueId = null;
            status = null;
            for (String key = object ? parser.nextName() : null; key != null; key = parser.nextName()) {
                JsonToken token = parser.nextToken();
                boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
                if (key.equals("uniqueId")) {
                    uniqueId = text ? parser.getString() : null;
                } else if (key.equals("status")) {
                    status = text ? parser.getString() : null;
                }
                parser.skipChildren();
            }
        }

        void deliver(Output output) {
            boolean offline = "offline".equals(status);
            boolean told = offline || "online".equals(status);
            if (position == null && !told) {
                throw new DecodeException(RejectReason.NO_SIGNALS, "neither a position nor a status");
            }
            TelemetryFrame empty = named(message.frame(), output);
            DecodeException refused = null;
            try {
                position(empty.withoutSignals().signOfLife(!offline), output);
            } catch (DecodeException e) {
                refused = e;
            }
            if (told) {
                output.availability(new Availability(
                        empty.vehicle(),
                        empty.device(),
                        !offline,
                        message.retained(),
                        message.arrival(),
                        message.arrivalNanos()));
            }
            if (refused != null) {
                throw refused;
            }
        }

        private void position(TelemetryFrame.Builder frame, Output output) {
            if (position == null) {
                return;
            }
            TelemetryFrame.Builder observed = position.into(frame);
            rejections.report(output);
            if (observed == null) {
                throw new DecodeException(RejectReason.NO_SIGNALS, "no usable signal");
            }
            output.frame(observed.build());
        }

        /** A frame without signals, of the vehicle or device that topic and message name. */
        private TelemetryFrame named(TelemetryFrame.Builder frame, Output output) {
            String topics = message.device();
            if (uniqueId != null && topics == null) {
                frame.device(valid(uniqueId));
            } else if (uniqueId == null && topics == null && message.vehicle() == null) {
                throw new DecodeException(RejectReason.NO_VEHICLE, "neither topic nor device.uniqueId names a device");
            } else if (uniqueId != null && !uniqueId.equals(topics)) {
                output.reject(
                        RejectReason.VEHICLE_CONFLICT,
                        "the topic names " + Texts.quoted(String.valueOf(topics)) + ", the message "
                                + Texts.quoted(uniqueId));
            }
            return frame.build();
        }

        private static String valid(String device) {
            try {
                return VehicleId.of(device).value();
            } catch (IllegalArgumentException e) {
                throw new DecodeException(RejectReason.INVALID_VEHICLE, "device.uniqueId: " + e.getMessage());
            }
        }
    }
}
