package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://dash.example,       https://dash.example,        true",
        "https://dash.example,       HTTPS://Dash.Example:443,    true",
        "https://dash.example,       https://dash.example:444,    false",
        "https://dash.example,       http://dash.example,         false",
        "https://dash.example,       https://xdash.example,       false",
        "http://localhost:3000,      http://localhost:3000,       true",
        "http://localhost:3000,      http://localhost,            false",
        "http://[::1]:3000,          http://[::1]:3000,           true",
        "https://*.example.com,      https://a.example.com,       true",
        "https://*.example.com,      https://a.b.example.com,     true",
        "https://*.example.com,      https://example.com,         false",
        "https://*.example.com,      https://aexample.com,        false",
        "https://*.example.com,      https://a.example.com.evil,  false",
        "https://*.example.com,      https://*.example.com,       false",
        "https://a.*.example.com,    https://a.b.c.example.com,   true",
        "*,                          https://anything.example,    true",
        "*,                          null,                        true",
        "https://dash.example,       null,                        false",
    })
    void anEntryCovers(String entry, String origin, boolean covered) {
        assertThat(AllowedOrigins.of(List.of(entry)).allows(origin)).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dash.example",
                "https://",
                "https://dash.example/",
                "https://dash.example/path",
                "https://u@dash.example",
                "https://dash.example:0",
                "https://dash.example:70000",
                "https://d*.example",
                "**",
                "null"
            })
    void whatIsNoOriginIsRefused(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedOrigins.of(List.of(entry)));
    }
}
