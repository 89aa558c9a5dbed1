package io.vehicletelemetry.core.latest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one device, and how often in a row it contradicted itself.
 *
 * <p>Between two times of one clock the newer value wins and the older one is late. A device whose clock was set back
 * would be late for ever: after three late frames in a row, rising among themselves, what it shows is believed to be
 * another clock, and between different clocks the order of arrival decides.
 */
final class DeviceClock {

    /** How many late frames in a row, rising among themselves, make a clock another one. */
    static final int LATE_FRAMES_BELIEVED = 3;

    /** A vehicle has one or two devices; who brings more has its times ignored. */
    static final int MAX_DEVICES = 16;

    static final DeviceClock[] NONE = {};

    private final String device;
    /** What identifies the clock: another object after the clock was set. */
    private final Object identity;

    private final int lateFrames;
    private final long lastLateMicros;

    private DeviceClock(String device, Object identity, int lateFrames, long lastLateMicros) {
        this.device = device;
        this.identity = identity;
        this.lateFrames = lateFrames;
        this.lastLateMicros = lastLateMicros;
    }

    Object identity() {
        return identity;
    }

    /** The clock of a device among those of a vehicle: a new one where there is none; null where there are too many. */
    static @Nullable DeviceClock of(@Nullable String device, DeviceClock[] clocks) {
        String name = device == null ? "" : device;
        for (DeviceClock clock : clocks) {
            if (clock.device.equals(name)) {
                return clock;
            }
        }
        return clocks.length < MAX_DEVICES ? new DeviceClock(name, new Object(), 0, 0) : null;
    }

    /** This clock after a frame of this time that was late. */
    DeviceClock late(long micros) {
        int count = lateFrames > 0 && micros > lastLateMicros ? lateFrames + 1 : 1;
        return count >= LATE_FRAMES_BELIEVED
                ? new DeviceClock(device, new Object(), 0, 0)
                : new DeviceClock(device, identity, count, micros);
    }

    /** This clock after a frame that was not late. */
    DeviceClock inOrder() {
        return lateFrames == 0 ? this : new DeviceClock(device, identity, 0, 0);
    }

    /** The clocks of a vehicle with this one in its place. */
    DeviceClock[] in(DeviceClock[] clocks) {
        for (int i = 0; i < clocks.length; i++) {
            if (clocks[i].device.equals(device)) {
                if (clocks[i] == this) {
                    return clocks;
                }
                DeviceClock[] replaced = clocks.clone();
                replaced[i] = this;
                return replaced;
            }
        }
        DeviceClock[] more = Arrays.copyOf(clocks, clocks.length + 1);
        more[clocks.length] = this;
        return more;
    }
}
