package io.vehicletelemetry.websocket;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/**
 * Takes what a client sends. Takes it in parts, because not every container honours a size limit for whole messages.
 *
 * <p><em>Called by the container, one call at a time a session; does not block.</em>
 */
final class Inbound {

    private static final int MAX_BAD_IN_A_ROW = 10;

    private final ClientSession client;
    private final int maxBytes;
    private final StringBuilder text = new StringBuilder(0);
    private int bytes;
    private int badInARow;

    private Inbound(ClientSession client, int maxBytes) {
        this.client = client;
        this.maxBytes = maxBytes;
    }

    static void attach(Session session, ClientSession client, int maxBytes) {
        Inbound inbound = new Inbound(client, maxBytes);
        // By class and not as lambdas: the containers read the message's type from it.
        session.addMessageHandler(String.class, inbound.new TextParts());
        session.addMessageHandler(ByteBuffer.class, inbound.new BinaryParts());
        session.addMessageHandler(PongMessage.class, inbound.new Pongs());
    }

    private void text(String part, boolean last) {
        client.heard();
        if (client.hasEnded()) {
            return;
        }
        bytes += utf8Length(part);
        if (bytes > maxBytes) {
            clear();
            client.end(Ending.tooBig(maxBytes));
            return;
        }
        text.append(part);
        if (last) {
            String whole = text.toString();
            clear();
            message(whole);
        }
    }

    private void clear() {
        bytes = 0;
        text.setLength(0);
        text.trimToSize();
    }

    private void message(String whole) {
        ClientMessage message = ClientMessage.parse(whole);
        if (message instanceof ClientMessage.Bad bad) {
            client.countBadMessage();
            if (++badInARow < MAX_BAD_IN_A_ROW) {
                client.reply(ClientMessage.error(bad.problem()));
            } else {
                client.end(Ending.tooManyBadMessages());
            }
            return;
        }
        badInARow = 0;
        if (message instanceof ClientMessage.Subscribe subscribe) {
            client.resubscribe(subscribe.options());
        } else {
            client.reply(ClientMessage.pong(client.now()));
        }
    }

    /** Half of a pair counts as half of its four bytes, so that a part may end between the halves. */
    static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    private final class TextParts implements MessageHandler.Partial<String> {
        @Override
        public void onMessage(String part, boolean last) {
            text(part, last);
        }
    }

    private final class BinaryParts implements MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            client.end(Ending.binary());
        }
    }

    private final class Pongs implements MessageHandler.Whole<PongMessage> {
        @Override
        public void onMessage(PongMessage pong) {
            client.heard();
        }
    }
}
