package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.RecordedFrame.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * At most so many frames, in the order of their positions: a circle in an array, since frames come at its end and go at
 * its beginning. One that comes late moves those after it.
 *
 * <p><em>Confined to one thread at a time: no locking.</em>
 */
final class PackedFrames {

    private final int capacity;
    private @Nullable PackedFrame[] slots = new PackedFrame[8];
    private int head;
    private int size;

    PackedFrames(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    PackedFrame get(int index) {
        PackedFrame frame = slots[slot(index)];
        if (index >= size || frame == null) {
            throw new IndexOutOfBoundsException("index " + index + ": allowed are 0 to " + (size - 1));
        }
        return frame;
    }

    /** The index of the first frame that does not stand before a position. */
    int indexOf(Position position) {
        if (size == 0 || get(size - 1).compareTo(position) < 0) { // the usual case of a new one
            return size;
        }
        int low = 0;
        int high = size - 1; // stands at the position or after it
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).compareTo(position) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the frame at an index that was found for a position has this position. */
    boolean isAt(int index, Position position) {
        return index < size && get(index).compareTo(position) == 0;
    }

    /** Puts a frame where it belongs; there has to be room. */
    void insert(int index, PackedFrame frame) {
        if (size == slots.length) {
            grow();
        }
        for (int i = size; i > index; i--) {
            slots[slot(i)] = slots[slot(i - 1)];
        }
        slots[slot(index)] = frame;
        size++;
    }

    PackedFrame removeFirst() {
        PackedFrame first = get(0);
        slots[head] = null;
        head = slot(1);
        size--;
        return first;
    }

    private void grow() {
        @Nullable PackedFrame[] larger = Arrays.copyOfRange(slots, head, head + Math.min(capacity, size * 2));
        System.arraycopy(slots, 0, larger, size - head, head);
        slots = larger;
        head = 0;
    }

    private int slot(int index) {
        int slot = head + index;
        return slot < slots.length ? slot : slot - slots.length;
    }
}
