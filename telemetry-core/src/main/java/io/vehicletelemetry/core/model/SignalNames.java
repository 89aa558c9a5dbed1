package io.vehicletelemetry.core.model;

import java.util.Arrays;

/**
 * The names of a set of signals in their order, with their positions. Grows only while its one builder holds it; from
 * then on it is shared by every {@link Signals} with the same names, which is the usual case from message to message.
 *
 * <p>A hash table of positions by open addressing: three arrays a layout instead of an entry a name.
 */
final class SignalNames {

    static final SignalNames EMPTY = new SignalNames(new String[0], 0, new int[2]);

    private String[] names;
    private int size;
    /** Position + 1 of the name that hashes here or before; 0 is free. At most half full, so a probe ends. */
    private int[] table;

    private SignalNames(String[] names, int size, int[] table) {
        this.names = names;
        this.size = size;
        this.table = table;
    }

    /** A copy that may grow. */
    SignalNames grow() {
        int capacity = Math.max(8, size + (size >> 1) + 1);
        return new SignalNames(Arrays.copyOf(names, capacity), size, table.clone());
    }

    int size() {
        return size;
    }

    String name(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("index " + index + ": allowed are 0 to " + (size - 1));
        }
        return names[index];
    }

    /**
     * The position of a name, or -1. The hint is where it would be if the order did not change, which makes the usual
     * look-up one comparison of references.
     */
    @SuppressWarnings("ReferenceEquality") // the fast path; equals decides right after
    int indexOf(String name, int hint) {
        if (hint < size && (names[hint] == name || names[hint].equals(name))) {
            return hint;
        }
        int mask = table.length - 1;
        for (int slot = spread(name) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int index = table[slot] - 1;
            if (names[index].equals(name)) {
                return index;
            }
        }
        return -1;
    }

    /** Adds a name that is not there yet; only on a copy from {@link #grow()} that nobody else has seen. */
    int add(String name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, Math.max(8, size * 2));
        }
        names[size] = name;
        size++;
        if (size * 2 > table.length) {
            rehash(Math.max(16, table.length * 2));
        } else {
            place(size - 1);
        }
        return size - 1;
    }

    private void rehash(int length) {
        table = new int[length];
        for (int i = 0; i < size; i++) {
            place(i);
        }
    }

    private void place(int index) {
        int mask = table.length - 1;
        int slot = spread(names[index]) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = index + 1;
    }

    private static int spread(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
