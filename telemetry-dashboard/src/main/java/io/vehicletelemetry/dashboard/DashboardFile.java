package io.vehicletelemetry.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/** A file as it goes out. Immutable by agreement: nobody writes into the arrays. */
final class DashboardFile {

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", new MediaType("text", "html", StandardCharsets.UTF_8),
            "css", new MediaType("text", "css", StandardCharsets.UTF_8),
            "js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "ts", new MediaType("text", "plain", StandardCharsets.UTF_8),
            "svg", new MediaType("image", "svg+xml", StandardCharsets.UTF_8));

    private final MediaType type;
    private final byte[] bytes;
    private final byte[] zipped;
    private final String tag;

    private DashboardFile(MediaType type, byte[] bytes, byte[] zipped, String tag) {
        this.type = type;
        this.bytes = bytes;
        this.zipped = zipped;
        this.tag = tag;
    }

    MediaType type() {
        return type;
    }

    /** As it is. */
    byte[] bytes() {
        return bytes;
    }

    /** The same, by gzip. */
    byte[] zipped() {
        return zipped;
    }

    /** Quoted; another one when the content is another. */
    String tag() {
        return tag;
    }

    static DashboardFile of(String name, byte[] bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        MediaType type = TYPES.getOrDefault(ending, MediaType.APPLICATION_OCTET_STREAM);
        return new DashboardFile(type, bytes, zip(bytes), "\"" + sha256(bytes) + "\"");
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** In Base64, as a Content-Security-Policy has it. */
    static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
