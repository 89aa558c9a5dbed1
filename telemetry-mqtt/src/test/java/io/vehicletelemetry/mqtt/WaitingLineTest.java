package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private final WaitingLine line = new WaitingLine();

    private void add(String key, int number) {
        line.add(TestDelivery.of(key, number));
    }

    private List<String> drain() {
        List<String> drained = new ArrayList<>();
        for (Delivery next = line.poll(); next != null; next = line.poll()) {
            drained.add(next.toString());
        }
        return drained;
    }

    @Test
    void keepsTheOrderOfArrival() {
        add("a", 1);
        add("b", 2);
        add("a", 3);

        assertThat(line.peek()).hasToString("a1");
        assertThat(drain()).containsExactly("a1", "b2", "a3");
        assertThat(line.size()).isZero();
        assertThat(line.bytes()).isZero();
    }

    @Test
    void theKeyThatHoldsTheMostGivesUpItsOldest() {
        add("quiet", 1);
        add("flood", 2);
        add("flood", 3);
        add("flood", 4);
        add("other", 5);

        assertThat(line.giveUp()).hasToString("flood2");
        assertThat(line.giveUp()).hasToString("flood3");
        assertThat(drain()).containsExactly("quiet1", "flood4", "other5");
    }

    @Test
    void weighsByBytes() {
        line.add(new TestDelivery("large", 1, 1000, sink -> {}));
        add("small", 2);
        add("small", 3);

        assertThat(line.giveUp()).hasToString("large1");
        assertThat(line.bytes()).isEqualTo(2);
    }

    @Test
    void emptyGivesNothing() {
        assertThat(line.poll()).isNull();
        assertThat(line.giveUp()).isNull();
        assertThat(line.peek()).isNull();
    }

    /** Against a model: whatever is given up and taken, the rest stays in order and nothing is lost or doubled. */
    @Test
    void agreesWithAPlainQueue() {
        Random random = new Random(20250101);
        Deque<String> model = new ArrayDeque<>();
        for (int i = 0; i < 100_000; i++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    String key = Character.toString('a' + random.nextInt(4));
                    add(key, i);
                    model.add(key + i);
                }
                case 2, 3 -> {
                    Delivery next = line.poll();
                    assertThat(next == null ? null : next.toString()).isEqualTo(model.poll());
                }
                default -> {
                    Delivery lost = line.giveUp();
                    assertThat(lost == null).isEqualTo(model.isEmpty());
                    if (lost != null) {
                        String oldestOfKey = model.stream()
                                .filter(text -> text.startsWith(lost.key()))
                                .findFirst()
                                .orElseThrow();
                        assertThat(lost).hasToString(oldestOfKey);
                        model.remove(oldestOfKey);
                    }
                }
            }
            assertThat(line.size()).isEqualTo(model.size());
        }
        assertThat(drain()).containsExactlyElementsOf(model);
    }
}
