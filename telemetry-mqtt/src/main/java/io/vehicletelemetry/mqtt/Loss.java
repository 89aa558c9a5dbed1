package io.vehicletelemetry.mqtt;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.util.Optional;
import java.util.Set;

/**
 * Why there is no connection.
 *
 * <p><em>Immutable.</em>
 *
 * @param reason for people, on one line
 * @param refused whether the broker said no for a reason that asking again soon does not change
 */
record Loss(String reason, boolean refused) {

    private static final Set<Mqtt5ConnAckReasonCode> PASSING = Set.of(
            Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE,
            Mqtt5ConnAckReasonCode.SERVER_BUSY,
            Mqtt5ConnAckReasonCode.CONNECTION_RATE_EXCEEDED,
            Mqtt5ConnAckReasonCode.UNSPECIFIED_ERROR);

    static Loss of(Throwable failure) {
        if (failure instanceof Mqtt5ConnAckException e) {
            Mqtt5ConnAckReasonCode code = e.getMqttMessage().getReasonCode();
            String said = said(e.getMqttMessage().getReasonString());
            return new Loss("the broker refused the connection: " + code + said, !PASSING.contains(code));
        }
        if (failure instanceof Mqtt3ConnAckException e) {
            Mqtt3ConnAckReturnCode code = e.getMqttMessage().getReturnCode();
            boolean passing = code == Mqtt3ConnAckReturnCode.SERVER_UNAVAILABLE;
            return new Loss("the broker refused the connection: " + code, !passing);
        }
        if (failure instanceof Mqtt5DisconnectException e) {
            Mqtt5DisconnectReasonCode code = e.getMqttMessage().getReasonCode();
            String said = said(e.getMqttMessage().getReasonString());
            if (code == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER) {
                String advice = ": another client connected with the same client id, and the two throw each other out;"
                        + " give each its own";
                return new Loss("SESSION_TAKEN_OVER" + said + advice, true);
            }
            boolean refused = code == Mqtt5DisconnectReasonCode.NOT_AUTHORIZED;
            return new Loss("the broker closed the connection: " + code + said, refused);
        }
        if (failure instanceof Mqtt5SubAckException e) {
            String codes = e.getMqttMessage().getReasonCodes().toString();
            return new Loss(codes + said(e.getMqttMessage().getReasonString()), true);
        }
        if (failure instanceof Mqtt3SubAckException e) {
            return new Loss(e.getMqttMessage().getReturnCodes().toString(), true);
        }
        return new Loss(innermost(failure), false);
    }

    /** Whether the client hung up because the broker sent more unacknowledged messages than it was told. */
    static boolean isOverrun(Throwable failure) {
        return failure instanceof Mqtt5DisconnectException e
                && e.getMqttMessage().getReasonCode() == Mqtt5DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED;
    }

    private static String said(Optional<?> reasonString) {
        return reasonString
                .map(text -> " (" + Shown.text(text.toString()) + ")")
                .orElse("");
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : Shown.text(message) + " (" + kind + ")";
    }
}
