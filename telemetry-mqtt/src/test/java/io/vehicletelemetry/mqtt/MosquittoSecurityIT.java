package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may connect, and over what: with Mosquitto. */
@NullMarked
@Timeout(60)
class MosquittoSecurityIT {

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CapturedLog log = new CapturedLog();

    @BeforeEach
    void needMosquitto() {
        MosquittoBroker.program();
        opened.add(log);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private MosquittoBroker broker(String... lines) throws Exception {
        MosquittoBroker broker = new MosquittoBroker(folder, lines);
        opened.add(broker);
        broker.start();
        return broker;
    }

    private void start(MqttTelemetrySourceBuilder builder) {
        MqttTelemetrySource source = builder.reconnect(Duration.ofMillis(50), Duration.ofMillis(200))
                .subscribe("v/{vehicle_id}", BrokerScenarios.TEXT)
                .build();
        opened.add(source);
        source.start(sink);
    }

    private static void run(Object... command) throws Exception {
        List<String> words = List.of(command).stream().map(Object::toString).toList();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private String passwords() throws Exception {
        Path file = folder.resolve("passwords");
        Files.writeString(file, "user:right\n");
        file.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        run("mosquitto_passwd", "-U", file);
        return "password_file " + file;
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsTriedForEverAndSaidInOneLine(MqttVersion version) throws Exception {
        MosquittoBroker broker = broker("allow_anonymous false", passwords());
        start(MqttTelemetrySource.builder(broker.uri())
                .version(version)
                .username("user")
                .password("wrong-secret"));
        await().until(() -> log.warnings().size() >= 3);

        assertThat(log.warnings())
                .allSatisfy(line -> assertThat(line)
                        .contains("refused the connection", "NOT_AUTHORIZED", "next attempt in")
                        .doesNotContain("wrong-secret", "\n"));
        assertThat(log.records).allMatch(entry -> entry.getThrown() == null);
        assertThat(sink.connections).containsExactly(false);
    }

    @ParameterizedTest
    @EnumSource
    void theRightPasswordConnects(MqttVersion version) throws Exception {
        MosquittoBroker broker = broker("allow_anonymous false", passwords());
        start(MqttTelemetrySource.builder(broker.uri())
                .version(version)
                .username("user")
                .password("right"));
        await().until(sink::connected);
        try (Device device = new Device(broker.port(), null, "user")) {
            device.publish("v/1", "x");
        }

        await().until(() -> sink.frames.size() == 1);
    }

    @Test
    void twoOfOneClientIdAreSuspectedWhereTheBrokerDoesNotSay() throws Exception {
        MosquittoBroker broker = broker();
        start(MqttTelemetrySource.builder(broker.uri()).clientId("same"));
        await().until(sink::connected);
        start(MqttTelemetrySource.builder(broker.uri()).clientId("same"));

        await().until(() ->
                log.warnings().stream().anyMatch(line -> line.contains("does another client use this client id")));
        assertThat(String.join("\n", log.warnings())).contains("as same");
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateThatIsTrustedConnects(MqttVersion version) throws Exception {
        KeyStore keys = certificate("ip:127.0.0.1");
        MosquittoBroker broker = broker(files(keys));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("broker", keys.getCertificate("broker"));
        start(MqttTelemetrySource.builder("mqtts://127.0.0.1:" + broker.port())
                .version(version)
                .tls(MqttTls.builder()
                        .trustManagers(factory(trusted))
                        .protocols(List.of("TLSv1.3", "TLSv1.2"))
                        .build()));

        await().until(sink::connected);
    }

    @Test
    void aCertificateThatIsNotTrustedDoesNot() throws Exception {
        MosquittoBroker broker = broker(files(certificate("ip:127.0.0.1")));
        start(MqttTelemetrySource.builder("mqtts://127.0.0.1:" + broker.port()));
        await().until(() -> log.warnings().size() >= 2);

        assertThat(log.warnings()).allMatch(line -> line.contains("unable to find valid certification path"));
        assertThat(sink.connections).containsExactly(false);
    }

    @Test
    void aCertificateOfAnotherHostDoesNot() throws Exception {
        KeyStore keys = certificate("dns:elsewhere.example");
        MosquittoBroker broker = broker(files(keys));
        start(MqttTelemetrySource.builder("mqtts://127.0.0.1:" + broker.port())
                .tls(MqttTls.builder().trustManagers(factory(keys)).build()));
        await().until(() -> log.warnings().size() >= 2);

        assertThat(log.warnings()).allMatch(line -> line.contains("127.0.0.1"));
        assertThat(sink.connections).containsExactly(false);
    }

    private KeyStore certificate(String name) throws Exception {
        Path file = folder.resolve("keys.p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool"),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "broker",
                "-dname",
                "CN=broker",
                "-ext",
                "san=" + name,
                "-ext",
                "bc:c",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    private static TrustManagerFactory factory(KeyStore trusted) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }

    private String[] files(KeyStore keys) throws Exception {
        Certificate certificate = Objects.requireNonNull(keys.getCertificate("broker"));
        Key key = Objects.requireNonNull(keys.getKey("broker", "changeit".toCharArray()));
        folder.toFile().setExecutable(true, false);
        return new String[] {
            "certfile " + pem("CERTIFICATE", certificate.getEncoded()),
            "keyfile " + pem("PRIVATE KEY", Objects.requireNonNull(key.getEncoded()))
        };
    }

    private Path pem(String kind, byte[] bytes) throws IOException {
        Path file = folder.resolve(kind.replace(' ', '-') + ".pem");
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
        file.toFile().setReadable(true, false); // Mosquitto, started as root, gives its rights up
        return file;
    }
}
