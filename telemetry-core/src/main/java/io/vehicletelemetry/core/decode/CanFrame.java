package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One CAN frame of a message, as a WiCAN writes it: {@code {"id":2024,"dlc":8,"rtr":false,"extd":false,"data":[4,65,…]}}.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class CanFrame {

    static final int MAX_DATA = 8;

    private static final long MAX_ID = 0x7FF;
    private static final long MAX_EXTENDED_ID = 0x1FFFFFFF;

    /** In place of what is no whole number. */
    private static final long NONE = -1;

    private final int[] data = new int[MAX_DATA];
    private long id = NONE;
    private long dlc = NONE;
    private boolean remote;
    private boolean extended;
    private int size;
    private boolean malformedData;
    private boolean malformedFlag;

    /** Reads the object that the parser stands at the start of. */
    static CanFrame read(JsonParser parser) {
        CanFrame frame = new CanFrame();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            switch (key) {
                case "id" -> frame.id = number(parser);
                case "dlc" -> frame.dlc = number(parser);
                case "rtr" -> frame.remote = frame.flag(parser);
                case "extd" -> frame.extended = frame.flag(parser);
                case "data" -> frame.data(parser);
                default -> parser.skipChildren();
            }
        }
        return frame;
    }

    private void data(JsonParser parser) {
        size = 0;
        malformedData = false;
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            malformedData = true;
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long octet = number(parser);
            if (octet < 0 || octet > 0xFF || size == MAX_DATA) {
                malformedData = true;
            } else {
                data[size++] = (int) octet;
            }
        }
    }

    private boolean flag(JsonParser parser) {
        JsonToken token = parser.currentToken();
        parser.skipChildren();
        malformedFlag |= token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE;
        return token == JsonToken.VALUE_TRUE;
    }

    private static long number(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
            return JsonPayload.scalar(parser) instanceof SignalValue.OfInteger integer ? integer.value() : NONE;
        }
        parser.skipChildren();
        return NONE;
    }

    /** Whether it is a frame that can be on a CAN bus: a WiCAN writes eight bytes of data whatever its length is. */
    boolean isSound() {
        return !malformedData
                && !malformedFlag
                && id >= 0
                && id <= (extended ? MAX_EXTENDED_ID : MAX_ID)
                && dlc >= 0
                && dlc <= size;
    }

    long id() {
        return id;
    }

    boolean isExtended() {
        return extended;
    }

    /** Whether it asks for a frame, and so carries none of its data. */
    boolean isRemote() {
        return remote;
    }

    /** How many bytes of data it has. */
    int length() {
        return (int) dlc;
    }

    int octet(int index) {
        return data[index];
    }

    /** The unsigned number of some bytes, the first the most significant. */
    long number(int from, int width) {
        long number = 0;
        for (int i = from; i < from + width; i++) {
            number = number << Byte.SIZE | data[i];
        }
        return number;
    }
}
