package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginRuleTest {

    private static final Origin SERVER = Origin.ofServer("http", "server", 80);
    private static final OriginRule SAME_ORIGIN = new OriginRule(AllowedOrigins.of(List.of()));

    @ParameterizedTest
    @CsvSource({
        // scheme, host, port of the server; origin; same
        "http, dash.example, 80, http://dash.example, true",
        "http, dash.example, 80, http://dash.example:80, true",
        "http, Dash.Example, 80, HTTP://dash.EXAMPLE, true",
        "https, dash.example, 443, https://dash.example, true",
        "ws, dash.example, 80, http://dash.example, true",
        "wss, dash.example, 443, https://dash.example, true",
        "http, localhost, 8000, http://localhost:8000, true",
        "http, [::1], 8000, http://[::1]:8000, true",
        "http, ::1, 8000, http://[::1]:8000, true",
        "http, dash.example, 80, https://dash.example, false",
        "https, dash.example, 443, http://dash.example, false",
        "http, dash.example, 8080, http://dash.example, false",
        "http, dash.example, 80, http://dash.example:8080, false",
        "http, dash.example, 80, http://dash.example.evil, false",
        "http, dash.example, 80, http://evil.dash.example, false",
        "http, dash.example, 80, http://dash.example/, false",
        "http, dash.example, 80, http://dash.example/path, false",
        "http, dash.example, 80, http://user@dash.example, false",
        "http, dash.example, 80, http://*, false",
        "http, dash.example, 80, http://dash.example http://evil, false",
        "http, dash.example, 80, null, false",
        "http, dash.example, 80, '', false",
        "http, dash.example, 80, http://dash.example:0, false",
        "http, dash.example, 80, http://dash.example:99999, false",
    })
    void ownOrigin(String scheme, String host, int port, String origin, boolean same) {
        boolean allowed = SAME_ORIGIN.allows(List.of(origin), Origin.ofServer(scheme, host, port));
        assertThat(allowed).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "https://eu.dash.example, true",
        "http://server, true",
        "https://dash.example, false",
        "https://*.dash.example, false",
        "null, false",
    })
    void theListIsBesideTheOwnOrigin(String origin, boolean allowed) {
        OriginRule rule = new OriginRule(AllowedOrigins.of(List.of("https://*.dash.example")));
        assertThat(rule.allows(List.of(origin), SERVER)).isEqualTo(allowed);
    }

    @Test
    void anyMeansEveryHeader() {
        OriginRule rule = new OriginRule(AllowedOrigins.of(List.of("*")));
        assertThat(rule.allows(List.of("null"), SERVER)).isTrue();
        assertThat(rule.allows(List.of("http://server", "http://server"), SERVER))
                .isTrue();
    }

    @Test
    void whoSendsNoOriginIsNoBrowser() {
        assertThat(SAME_ORIGIN.allows(List.of(), SERVER)).isTrue();
    }

    @Test
    void twoOriginHeadersAreNoOrigin() {
        List<String> two = List.of("http://server", "http://server");
        assertThat(SAME_ORIGIN.allows(two, SERVER)).isFalse();
    }
}
