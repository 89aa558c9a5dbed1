package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The format {@code wican-can}: the raw CAN frames that a WiCAN passes on, of which it reads the answers to OBD-II requests
 * that somebody else sends.
 *
 * <ul>
 *   <li>{@code {"bus":"0","type":"rx","ts":…,"frame":[…]}}, one frame or more; {@code ts} is the dongle's uptime within a
 *       minute, and no time.
 *   <li>Read are single frames that answer service 01, as {@link ObdAnswer} says, by the formulas of {@link ObdPids}. All
 *       of a message are one frame of telemetry; of two values of one signal the last counts.
 *   <li>Requests, also echoed ones ({@code "type":"tx"}), negative answers, parts of longer messages, answers of other
 *       services, other traffic: counted, one by one.
 *   <li>Topics that end in {@code /status} are as in {@link WicanDecoder}.
 * </ul>
 *
 * <p>Source: meatpiHQ/wican-fw, {@code docs/content/7.MQTT/Usage.md} and {@code main/mqtt.c}.
 */
final class WicanCanDecoder implements TelemetryDecoder {

    private static final FlatJsonFormat STATUS = key -> key;

    private final TelemetryLimits limits;

    WicanCanDecoder(TelemetryLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(RawMessage message, Output output) {
        switch (Topics.lastLevel(message.topic())) {
            case "status" -> output.availability(WicanStatus.read(message, limits, STATUS));
            case "cmd", "rsp", "tx" ->
                throw new DecodeException(RejectReason.NO_SIGNALS, "a topic of commands and answers, no data");
            default -> new Reading(message).read(limits, output);
        }
    }

    /** One message. */
    private static final class Reading {
        private final RawMessage message;
        private TelemetryFrame.Builder values;
        private Rejections rejections = new Rejections();
        private boolean hasFrames;
        private @Nullable String type;
        private @Nullable String onlyKey;
        private int keys;

        Reading(RawMessage message) {
            this.message = message;
            this.values = message.frame();
        }

        void read(TelemetryLimits limits, Output output) {
            JsonPayload.read(message, limits, this::document);
            if (keys > 0 && "error".equals(onlyKey)) {
                throw new DecodeException(RejectReason.DEVICE_ERROR, "the device complains");
            }
            if (!hasFrames) {
                throw new DecodeException(RejectReason.NO_SIGNALS, "no CAN frames: the format of values is wican");
            }
            if (type != null && !type.equals("rx")) {
                throw new DecodeException(RejectReason.NO_SIGNALS, "frames that were sent, no answers");
            }
            Messages.requireNamed(message);
            rejections.report(output);
            if (values.signalCount() == 0) {
                if (rejections.has(RejectReason.NO_SIGNALS)) {
                    return; // its frames are counted, one by one
                }
                throw new DecodeException(RejectReason.NO_SIGNALS, "no answer to OBD-II service 01");
            }
            output.frame(values.build());
        }

        private void document(JsonParser parser) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new DecodeException(RejectReason.EMPTY, "empty");
            }
            if (first != JsonToken.START_OBJECT) {
                parser.skipChildren(); // a list that is too deep is reported as such
                throw new DecodeException(RejectReason.MALFORMED, "not a JSON object");
            }
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                parser.nextToken();
                onlyKey = keys++ == 0 || key.equals(onlyKey) ? key : null;
                member(key, parser);
            }
            if (parser.nextToken() != null) {
                throw new DecodeException(RejectReason.MALFORMED, "more after the end of the JSON text");
            }
        }

        private void member(String key, JsonParser parser) {
            JsonToken token = parser.currentToken();
            if (key.equals("frame") && token == JsonToken.START_ARRAY) {
                frames(parser);
            } else {
                if (key.equals("type")) {
                    type = token == JsonToken.VALUE_STRING ? parser.getString() : "none";
                }
                parser.skipChildren();
            }
        }

        /** Of equal keys the last counts (D4). */
        private void frames(JsonParser parser) {
            hasFrames = true;
            values = message.frame();
            rejections = new Rejections();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    ObdAnswer.read(CanFrame.read(parser), values, rejections::add);
                } else {
                    parser.skipChildren();
                    rejections.add(RejectReason.MALFORMED, "no CAN frame: not an object");
                }
            }
        }
    }
}
