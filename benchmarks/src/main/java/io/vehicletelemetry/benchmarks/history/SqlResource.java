package io.vehicletelemetry.benchmarks.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The history's own SQL, as it stands in its resources. */
final class SqlResource {

    private SqlResource() {}

    static String read(String folder, String name) throws IOException {
        String path = "/io/vehicletelemetry/jdbc/" + folder + "/statements.sql";
        try (InputStream in = SqlResource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException(path + " is missing");
            }
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String head = "-- name: " + name + "\n";
            int start = all.indexOf(head) + head.length();
            int end = all.indexOf("\n\n", start);
            return all.substring(start, end < 0 ? all.length() : end);
        }
    }
}
