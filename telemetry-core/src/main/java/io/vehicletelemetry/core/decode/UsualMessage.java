package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device's messages look like, learnt from one of them: the names in their order. The next one of the same names is read
 * without making a text of any name or number, and its frame shares the names with all others of this kind.
 *
 * <p><em>Immutable.</em>
 */
final class UsualMessage {

    private static final int MAX_MEMBERS = 128;
    private static final int MAX_BYTES = 4_096;

    /** In place of a signal's position: not a signal, but the time, or the other one. */
    private static final int TIME = -1;

    private static final int SECOND_TIME = -2;

    /**
     * One member.
     *
     * @param name as it stands in the message
     * @param key the same as a text
     * @param position of its signal, or which time it is
     * @param converted whether a number is in another unit than the signal's
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Member(byte[] name, String key, int position, boolean converted) {}

    private final FlatJsonFormat format;
    private final Member[] members;
    /** The names of the signals; its values are none. */
    private final Signals shape;

    private UsualMessage(FlatJsonFormat format, List<Member> members, Signals shape) {
        this.format = format;
        this.members = members.toArray(new Member[0]);
        this.shape = shape;
    }

    /** What a message looks like; null where it is not plain, not all signals and times, or too large to be remembered. */
    static @Nullable UsualMessage of(byte[] payload, FlatJsonFormat format) {
        List<Member> members = new ArrayList<>();
        Signals.Builder shape = Signals.builder();
        Set<Integer> times = new HashSet<>();
        PlainJson json = new PlainJson(payload);
        int bytes = 0;
        for (boolean more = json.enter(); more; more = json.continues()) {
            byte[] name = json.name();
            if (name == null || json.value() == null || members.size() == MAX_MEMBERS) {
                return null;
            }
            bytes += name.length;
            String key = new String(name, StandardCharsets.US_ASCII);
            int position = shape.size();
            Envelope.Part part = format.envelope(key);
            if (part == null) {
                shape.put(format.signal(key), SignalValue.ofNull(), Signals.UNKNOWN_TIME, 0);
                if (shape.size() == position || key.equals("error") || mayBeRefused(key, format)) {
                    return null; // a name that comes twice, or a message that is no data
                }
            } else if (part == Envelope.Part.TIME || part == Envelope.Part.SECOND_TIME) {
                position = part == Envelope.Part.TIME ? TIME : SECOND_TIME;
                if (!times.add(position)) {
                    return null;
                }
            } else {
                return null;
            }
            members.add(new Member(name, key, position, format.converts(key)));
        }
        return shape.size() > 0 && bytes <= MAX_BYTES && json.ends()
                ? new UsualMessage(format, members, shape.build())
                : null;
    }

    private static boolean mayBeRefused(String key, FlatJsonFormat format) {
        return format.refusal(key, false, false) != null || format.refusal(key, false, true) != null;
    }

    /** How many signals there are. */
    int size() {
        return shape.size();
    }

    /** The frame of a message, which names its vehicle or device by its topic; null where it looks other than usual. */
    @Nullable
    TelemetryFrame read(RawMessage message) {
        PlainJson json = new PlainJson(message.payload());
        if (!json.enter()) {
            return null;
        }
        Signals.Builder signals = shape.toBuilder();
        Instant time = null;
        Instant secondTime = null;
        for (int i = 0; i < members.length; i++) {
            Member member = members[i];
            if ((i > 0 && !json.continues()) || !json.takes(member.name)) {
                return null;
            }
            SignalValue value = json.value();
            if (value == null) {
                return null;
            }
            if (member.position >= 0) {
                if (member.converted || value.kind() == SignalValue.Kind.TEXT) {
                    value = format.bareValue(member.key, value);
                    if (value == null) {
                        return null;
                    }
                }
                signals.set(member.position, value, Signals.UNKNOWN_TIME, 0);
            } else if (value.kind() != SignalValue.Kind.NULL) {
                Instant told = DeviceTime.of(value);
                if (told == null) {
                    return null; // to be reported
                }
                time = member.position == TIME ? told : time;
                secondTime = member.position == SECOND_TIME ? told : secondTime;
            }
        }
        return json.ends()
                ? message.frame()
                        .signals(signals.build())
                        .deviceTime(time == null ? secondTime : time)
                        .build()
                : null;
    }
}
