package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Bytes that ought to be JSON: strictly UTF-8, bounded in size and depth. */
final class JsonPayload {

    /** Far more than any format here means; what nests deeper is refused unread. */
    static final int MAX_DEPTH = 32;

    /** At most this many digits fit 64 bits whatever they are, sign included. */
    private static final int LONG_DIGITS = 18;

    /**
     * NaN and infinities are read, so that they cost their signal only and not the message. Names are not kept from one
     * message to the next: they are an attacker's way to fill the memory. Lengths are bounded by the payload's and by
     * {@link NumberText}; so depth is the one constraint that can trip.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Takes the tokens of a document; the parser stands before the first. */
    interface Document {
        void read(JsonParser parser);
    }

    private JsonPayload() {}

    /**
     * Reads the payload of a message.
     *
     * @throws DecodeException if it is empty, too large, too deep or not JSON in UTF-8
     */
    static void read(RawMessage message, TelemetryLimits limits, Document document) {
        Messages.requireSize(message, limits);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), characters(message))) {
            try {
                document.read(parser);
            } catch (JacksonException e) {
                throw unreadable(parser, e);
            }
        }
    }

    /** The value of a scalar; null where it is not finite, or no well-formed text. */
    static @Nullable SignalValue scalar(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NULL -> SignalValue.ofNull();
            case VALUE_TRUE -> SignalValue.of(true);
            case VALUE_FALSE -> SignalValue.of(false);
            case VALUE_NUMBER_INT ->
                parser.getStringLength() <= LONG_DIGITS
                        ? SignalValue.of(parser.getLongValue())
                        : NumberText.value(parser.getString());
            case VALUE_NUMBER_FLOAT -> number(parser.getString());
            case VALUE_STRING -> TextValue.of(parser.getString());
            default -> throw new IllegalStateException("no scalar: " + token);
        };
    }

    private static @Nullable SignalValue number(String text) {
        return NumberText.isNumber(text) ? NumberText.value(text) : null;
    }

    private static DecodeException unreadable(JsonParser parser, JacksonException e) {
        if (e instanceof StreamConstraintsException
                && parser.streamReadContext().getNestingDepth() >= MAX_DEPTH) {
            return new DecodeException(RejectReason.TOO_DEEP, "nested deeper than " + MAX_DEPTH + " levels");
        }
        // Without the parser's own message: it quotes the payload.
        TokenStreamLocation place = parser.currentLocation();
        return new DecodeException(
                RejectReason.MALFORMED, "not JSON, at line " + place.getLineNr() + " column " + place.getColumnNr());
    }

    /** Decoded by the JDK, because the parser lets overlong forms and surrogates pass in UTF-8; the usual case faster. */
    private static String characters(RawMessage message) {
        for (byte b : message.payload()) {
            if (b < 0) {
                return message.text();
            }
        }
        return new String(message.payload(), StandardCharsets.US_ASCII);
    }
}
