package io.vehicletelemetry.websocket;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Joins updates to batch frames; sessions that are to get the same updates share the text. */
final class BatchTexts {

    /*
     * recent: the last frames that were joined, each an immutable entry that is published by setting its place; next: where
     * the next one goes. Two sessions may join the same frame at the same moment: then it stands twice, and is right twice.
     * Elements are compared by identity: they are shared themselves.
     * Progress: no locks.
     */
    private static final int RECENT = 8;
    private static final String START = "{\"type\":\"telemetry_batch\",\"updates\":[";
    private static final String END = "]}";

    private final AtomicReferenceArray<Joined> recent = new AtomicReferenceArray<>(RECENT);
    private final AtomicInteger next = new AtomicInteger();

    /** The frame of these updates, at least one. */
    String join(List<String> updates) {
        for (int i = 0; i < RECENT; i++) {
            Joined joined = recent.get(i);
            if (joined != null && joined.isOf(updates)) {
                return joined.text;
            }
        }
        int length = START.length() + END.length() + updates.size();
        for (String update : updates) {
            length += update.length();
        }
        StringBuilder text = new StringBuilder(length).append(START);
        for (int i = 0; i < updates.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(updates.get(i));
        }
        Joined joined =
                new Joined(updates.toArray(new String[0]), text.append(END).toString());
        recent.set((next.getAndIncrement() & Integer.MAX_VALUE) % RECENT, joined);
        return joined.text;
    }

    void clear() {
        for (int i = 0; i < RECENT; i++) {
            recent.set(i, null);
        }
    }

    private static final class Joined {
        private final String[] updates;
        private final String text;

        Joined(String[] updates, String text) {
            this.updates = updates;
            this.text = text;
        }

        @SuppressWarnings("ReferenceEquality")
        boolean isOf(List<String> others) {
            if (updates.length != others.size()) {
                return false;
            }
            for (int i = updates.length - 1; i >= 0; i--) { // the last differ most often
                if (updates[i] != others.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
