package io.vehicletelemetry.benchmarks;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Which vehicle is next: at random and the same in every fork, but each thread begins elsewhere. */
@State(Scope.Thread)
public class VehicleOrder {

    private static final int LENGTH = 1 << 16; // 256 KiB that are read in sequence: the processor fetches them ahead

    private int position = ThreadLocalRandom.current().nextInt(LENGTH);

    static int[] of(int vehicles) {
        Random random = new Random(7);
        int[] order = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            order[i] = random.nextInt(vehicles);
        }
        return order;
    }

    int next(int[] order) {
        return order[position++ & (LENGTH - 1)];
    }
}
