package io.vehicletelemetry.faults;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The numbers that are in a history, as often as they are there. */
record Recorded(List<Integer> numbers) {

    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    static Recorded in(TelemetryHistory history) {
        List<Integer> numbers = new ArrayList<>();
        for (VehicleId vehicle : history.vehicles()) {
            HistoryQuery page = HistoryQuery.of(vehicle, FROM, TO).limit(5_000);
            List<RecordedFrame> frames;
            do {
                frames = history.find(page);
                for (RecordedFrame frame : frames) {
                    SignalValue number = frame.signals().get("n");
                    if (number != null) {
                        numbers.add((int) number.number().orElseThrow());
                    }
                    page = page.after(frame.position());
                }
            } while (frames.size() == 5_000);
        }
        return new Recorded(numbers);
    }

    /** As a user asks for it. Empty where the server does not answer yet, or knows nothing yet. */
    static Recorded at(int port) throws InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        for (int vehicle = 1; vehicle <= Cars.VEHICLES; vehicle++) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/telemetry/history?format=csv&signals=n&vehicle_id="
                    + vehicle + "&from=" + FROM + "&to=" + TO);
            try {
                HttpResponse<String> answer =
                        HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    answer.body()
                            .lines()
                            .skip(1)
                            .map(line -> line.substring(line.indexOf(',') + 1))
                            .filter(number -> !number.isEmpty())
                            .forEach(number -> numbers.add(Integer.valueOf(number)));
                }
            } catch (IOException e) {
                return new Recorded(List.of());
            }
        }
        return new Recorded(numbers);
    }

    Set<Integer> distinct() {
        return new HashSet<>(numbers);
    }

    int duplicates() {
        return numbers.size() - distinct().size();
    }

    Set<Integer> missing(Set<Integer> sent) {
        Set<Integer> missing = new TreeSet<>(sent);
        missing.removeAll(distinct());
        return missing;
    }
}
