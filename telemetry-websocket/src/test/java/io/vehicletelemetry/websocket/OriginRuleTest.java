package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginRuleTest {

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
        boolean allowed = new OriginRule(List.of()).allows(List.of(origin), Origin.ofServer(scheme, host, port));
        assertThat(allowed).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        // entry, origin, allowed
        "https://dash.example, https://dash.example, true",
        "https://dash.example, https://dash.example:443, true",
        "HTTPS://Dash.Example, https://dash.example, true",
        "https://dash.example, http://dash.example, false",
        "https://dash.example, https://dash.example:8443, false",
        "https://dash.example, https://a.dash.example, false",
        "http://localhost:3000, http://localhost:3000, true",
        "http://localhost:3000, http://localhost:3001, false",
        "http://[::1]:3000, http://[::1]:3000, true",
        "https://*.example.com, https://a.example.com, true",
        "https://*.example.com, https://a.b.example.com, true",
        "https://*.example.com, https://example.com, false",
        "https://*.example.com, https://evilexample.com, false",
        "https://*.example.com, https://a.example.com.evil, false",
        "https://*.example.com, http://a.example.com, false",
        "https://*.example.com, https://a.example.com:8443, false",
        "https://*.example.com:8443, https://a.example.com:8443, true",
        "https://app.*.example.com, https://app.eu.example.com, true",
        "https://app.*.example.com, https://app.example.com, false",
        "https://*.a.*.com, https://x.a.a.b.com, true",
        "https://*.a.*.com, https://x.b.a.com, false",
        "https://*, https://any.where, true",
        "https://*, https://[::1], false",
        "https://*, http://any.where, false",
        "capacitor://localhost, capacitor://localhost, true",
        "*, https://any.where, true",
        "*, null, true",
        "https://dash.example, null, false",
    })
    void allowList(String entry, String origin, boolean allowed) {
        Origin server = Origin.ofServer("http", "server", 80);
        assertThat(new OriginRule(List.of(entry)).allows(List.of(origin), server))
                .isEqualTo(allowed);
    }

    @Test
    void whoSendsNoOriginIsNoBrowser() {
        assertThat(new OriginRule(List.of()).allows(List.of(), Origin.ofServer("http", "server", 80)))
                .isTrue();
    }

    @Test
    void twoOriginHeadersAreNoOrigin() {
        List<String> two = List.of("http://server", "http://server");
        assertThat(new OriginRule(List.of()).allows(two, Origin.ofServer("http", "server", 80)))
                .isFalse();
    }

    @Test
    void aHostileOriginTakesNoTime() {
        OriginRule rule = new OriginRule(List.of("https://*.a.*.a.*.a.*.b"));
        String origin = "https://" + "a.".repeat(200) + "c";
        assertThat(rule.allows(List.of(origin), Origin.ofServer("http", "server", 80)))
                .isFalse();
        String huge = "https://" + "a".repeat(100_000);
        assertThat(rule.allows(List.of(huge), Origin.ofServer("http", "server", 80)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "dash.example",
                "https://",
                "https://dash.example/",
                "https://dash.example/path",
                "https://*example.com",
                "https://a*.example.com",
                "http://localhost:*",
                "https://köln.example",
                "https://a..b",
                "null",
                "**",
                "https://a.example,https://b.example"
            })
    void aBadEntryIsRefusedByName(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginRule(Arrays.asList("https://ok.example", entry)))
                .withMessageContaining("allowedOrigin \"" + entry + "\"")
                .withMessageContaining("allowed are an origin such as https://dash.example");
    }
}
