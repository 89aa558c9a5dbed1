package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static Backoff backoff(double chance) {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), () -> chance);
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "2,2000", "3,4000", "5,16000", "6,30000", "7,30000", "1000,30000", "2147483647,30000"})
    void doublesUpToTheMaximum(int failures, long millis) {
        assertThat(backoff(1).after(failures, false)).hasMillis(millis);
        assertThat(backoff(0).after(failures, false)).hasMillis(millis / 2);
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void takesTheMaximumWhenTheBrokerRefuses(int failures) {
        assertThat(backoff(1).after(failures, true)).hasSeconds(30);
    }
}
