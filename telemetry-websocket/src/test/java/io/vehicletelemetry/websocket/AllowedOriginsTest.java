package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.vehicletelemetry.core.model.Texts;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

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
        "https://dash.example, HTTPS://Dash.Example:443, true",
        "https://dash.example, https://dash.example:444, false",
        "https://dash.example, https://xdash.example, false",
        "https://dash.example, https://dash.example/, false",
        "https://dash.example, '', false",
        "http://localhost:3000, http://localhost, false",
        "https://beef, https://[beef], false",
        "https://*.example.com, https://aexample.com, false",
        "https://*.example.com, https://*.example.com, false",
        "https://a.*.example.com, https://a.b.c.example.com, true",
        "*, '', true",
        "*, https://any.where, true",
        "*, null, true",
        "https://dash.example, null, false",
    })
    void anEntryCovers(String entry, String origin, boolean covered) {
        assertThat(AllowedOrigins.of(List.of(entry)).allows(origin)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        // origin, allowed
        "https://dash.example, true",
        "http://a.fleet.example:8080, true",
        "https://other.example, false",
        "null, false",
    })
    void oneEntryIsEnough(String origin, boolean allowed) {
        AllowedOrigins list = AllowedOrigins.of(List.of("https://dash.example", "http://*.fleet.example:8080"));
        assertThat(list.allows(origin)).isEqualTo(allowed);
        assertThat(list.isAny()).isFalse();
    }

    @Test
    void anEmptyListAllowsNoPage() {
        assertThat(AllowedOrigins.of(List.of()).allows("https://dash.example")).isFalse();
        assertThat(AllowedOrigins.of(List.of()).isAny()).isFalse();
    }

    @Test
    void oneStarMakesItAnyBesideOtherEntries() {
        AllowedOrigins list = AllowedOrigins.of(List.of("https://dash.example", "*"));
        assertThat(list.isAny()).isTrue();
        assertThat(list.allows("https://other.example")).isTrue();
    }

    @Test
    void aStarExcusesNoBadEntry() {
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedOrigins.of(List.of("*", "dash.example")));
    }

    @Test
    void noEntryIsNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> AllowedOrigins.of(Arrays.asList("https://ok.example", null)))
                .withMessage("allowedOrigin");
    }

    @Test
    void itNeedsNothingBesideCore() throws Exception {
        URL[] path = {place(AllowedOrigins.class), place(Texts.class)};
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(AllowedOrigins.class.getName());
            Object list = type.getMethod("of", Collection.class).invoke(null, List.of("https://dash.example"));
            assertThat(type.getMethod("allows", String.class).invoke(list, "https://dash.example"))
                    .isEqualTo(true);
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void aHostileOriginTakesNoTime() {
        AllowedOrigins list = AllowedOrigins.of(List.of("https://*.a.*.a.*.a.*.b"));
        assertThat(list.allows("https://" + "a.".repeat(200) + "c")).isFalse();
        assertThat(list.allows("https://[" + ":".repeat(500))).isFalse();
        assertThat(list.allows("https://" + "a".repeat(100_000))).isFalse();
    }

    @Test
    void aBadEntryIsShownShortAndOnOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedOrigins.of(List.of("bad\n" + "x".repeat(1000))))
                .withMessageMatching("allowedOrigin \"bad\\?x{1,80}…\": .*");
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
                "https://u@dash.example",
                "https://dash.example:0",
                "https://dash.example:70000",
                "https://d*.example",
                "https://[beef]",
                "null",
                "**",
                "https://a.example,https://b.example"
            })
    void aBadEntryIsRefusedByName(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedOrigins.of(List.of("https://ok.example", entry)))
                .withMessageStartingWith("allowedOrigin \"" + entry + "\"")
                .withMessageContaining("allowed are an origin such as https://dash.example");
    }
}
