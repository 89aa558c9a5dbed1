package io.vehicletelemetry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A second application, which did nothing but add the jar. */
class AddedJarTest {

    private static final String PAGE = "/telemetry/dashboard/";

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application = start();

    @EnableAutoConfiguration
    static final class Application {}

    private static ConfigurableApplicationContext start(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server.port=0";
        all[arguments.length + 1] = "--server.address=127.0.0.1";
        return new SpringApplication(Application.class).run(all);
    }

    private void restart(String... arguments) {
        application.close();
        application = start(arguments);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void servesThePageAndEverythingThatItNames() throws Exception {
        HttpResponse<String> page = get(PAGE);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("\"rest\":\"/telemetry\"", "\"socket\":\"/ws/telemetry\"")
                .doesNotContain("{{");
        Matcher names = Pattern.compile("(?:href|src)=\"([^\"]+)\"|\":\"\\./([^\"]+\\.js)\"")
                .matcher(page.body());
        int count = 0;
        while (names.find()) {
            String name = names.group(1) != null ? names.group(1) : names.group(2);
            assertThat(get(PAGE + name).statusCode()).as(name).isEqualTo(200);
            count++;
        }
        // On a slow network each of them is a wait.
        assertThat(count).isBetween(7, 10);
        assertThat(get(PAGE + "telemetry-client.d.ts").body()).contains("export class TelemetryClient");
        assertThat(get(PAGE + "nothing.js").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void foldersAddressLeadsToThePage() throws Exception {
        HttpResponse<String> answer = get("/telemetry/dashboard");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue(PAGE);
    }

    @Test
    void policyNamesWhatIsInlineAndNothingElse() throws Exception {
        String policy =
                get(PAGE).headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self' 'sha256-")
                .doesNotContain("unsafe");
    }

    @Test
    void whatThePageNamesMayBeKeptForEverAndThePageItselfNot() throws Exception {
        HttpResponse<String> page = get(PAGE);
        Matcher main = Pattern.compile("src=\"(v/\\w+/app/main\\.js)\"").matcher(page.body());

        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(main.find()).isTrue();
        assertThat(get(PAGE + main.group(1)).headers().firstValue("Cache-Control"))
                .hasValue("max-age=31536000, immutable");
        assertThat(get(PAGE + "telemetry-client.js").headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
        assertThat(get(PAGE + "v/another/app/main.js").statusCode()).isEqualTo(404);
    }

    @Test
    void firstVisitIsSmall() throws Exception {
        HttpResponse<String> page = get(PAGE, "Accept-Encoding", "gzip");
        Matcher folder =
                Pattern.compile("(v/\\w+/)app/main\\.js").matcher(get(PAGE).body());
        assertThat(folder.find()).isTrue();
        int bytes = length(page);
        for (String name : new String[] {
            "app/main.js",
            "app/analytics.js",
            "lib/uplot/uPlot.js",
            "lib/lit-html/lit-html.js",
            "lib/lit-html/directive.js",
            "lib/lit-html/directive-helpers.js",
            "lib/lit-html/directives/repeat.js"
        }) {
            bytes += length(get(PAGE + folder.group(1) + name, "Accept-Encoding", "gzip"));
        }

        assertThat(bytes).isLessThan(100_000);
    }

    private static int length(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return Integer.parseInt(response.headers().firstValue("Content-Length").orElseThrow());
    }

    @Test
    void whatABrowserHasIsNotSentAgain() throws Exception {
        String tag = get(PAGE + "app/main.js").headers().firstValue("ETag").orElseThrow();

        assertThat(get(PAGE + "app/main.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(PAGE + "app/main.js", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .hasValue("gzip");
    }

    @Test
    void isWhereItIsConfigured() throws Exception {
        restart(
                "--telemetry.dashboard.path=/cars",
                "--server.servlet.context-path=/app",
                "--telemetry.rest.base-path=/api",
                "--telemetry.dashboard.thresholds[0].signal=</script>",
                "--telemetry.dashboard.thresholds[0].warning=1",
                "--telemetry.dashboard.thresholds[0].critical=2");

        assertThat(get("/app/cars/").body())
                .contains("\"rest\":\"/app/api\"", "\"socket\":\"/app/ws/telemetry\"", "\\u003c");
        assertThat(get("/app/cars").headers().firstValue("Location")).hasValue("/app/cars/");
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        restart("--telemetry.dashboard.enabled=false");

        assertThat(get(PAGE).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
