package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.DeviceAssignments;
import io.vehicletelemetry.core.TelemetryPipelineBuilder;
import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.decode.TopicRoute;
import io.vehicletelemetry.core.decode.TopicTemplate;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.tck.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads a file of messages. Confined to one thread at a time. */
final class ScriptReader {

    private static final String HEX = "hex:";

    private final Map<String, TelemetryDecoder> formats;
    private final Map<String, EvidenceRule> rules;
    private final List<TopicRoute> routes = new ArrayList<>();
    private final Map<String, VehicleId> devices = new HashMap<>();
    private final List<Consumer<TelemetryPipelineBuilder>> settings = new ArrayList<>();
    private final List<Script.Event> events = new ArrayList<>();
    private Instant start = VirtualTime.DEFAULT_START;
    private boolean acceptUnknown = true;

    private ScriptReader(Map<String, TelemetryDecoder> formats, Map<String, EvidenceRule> rules) {
        this.formats = formats;
        this.rules = rules;
    }

    static Script read(Path file, Map<String, TelemetryDecoder> formats, Map<String, EvidenceRule> rules) {
        ScriptReader reader = new ScriptReader(formats, rules);
        for (Line line : Line.read(file)) {
            if (line.text().startsWith("@")) {
                reader.setting(line);
            } else {
                reader.event(line);
            }
        }
        return reader.script(String.valueOf(file.getFileName()));
    }

    private Script script(String file) {
        List<Script.Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(Script.Event::at)); // stable: events of one offset stay in their order
        return new Script(
                file,
                start,
                List.copyOf(routes),
                acceptUnknown
                        ? DeviceAssignments.acceptingUnknown(devices)
                        : DeviceAssignments.ignoringUnknown(devices),
                builder -> settings.forEach(setting -> setting.accept(builder)),
                List.copyOf(sorted));
    }

    private void setting(Line line) {
        switch (line.column(0, "directive")) {
            case "@subscribe" -> routes.add(route(line));
            case "@vehicle" -> vehicle(line);
            case "@device" -> devices.put(line.column(1, "device"), line.column(2, "vehicle", VehicleId::of));
            case "@unknown-devices" ->
                acceptUnknown = switch (line.column(1, "accept or ignore")) {
                    case "accept" -> true;
                    case "ignore" -> false;
                    default -> throw line.bad("allowed are accept and ignore");
                };
            case "@offline-after" -> {
                Duration offlineAfter = line.column(1, "time", Offset::parse);
                settings.add(builder -> line.told(() -> builder.offlineAfter(offlineAfter)));
            }
            case "@start" -> start = line.column(1, "instant", text -> Offset.instant(text, start));
            default ->
                throw line.bad("allowed are @subscribe, @vehicle, @device, @unknown-devices, @offline-after, @start");
        }
    }

    private TopicRoute route(Line line) {
        String format = line.column(2, "format");
        TelemetryDecoder decoder = formats.get(format);
        if (decoder == null) {
            throw line.bad("format " + format + ": allowed are " + String.join(", ", new TreeSet<>(formats.keySet())));
        }
        Options options = new Options(line, 3, rules);
        TelemetryDecoder renaming = decoder.renaming(options.names());
        return line.column(
                1,
                "topic",
                topic -> TopicRoute.builder(topic, renaming)
                        .vehicle(options.vehicle())
                        .offlineAfter(options.offlineAfter())
                        .liveWhen(options.liveWhen())
                        .build());
    }

    private void vehicle(Line line) {
        VehicleId vehicle = line.column(1, "vehicle", VehicleId::of);
        Options options = new Options(line, 2, rules);
        Duration offlineAfter = options.offlineAfter();
        EvidenceRule liveWhen = options.liveWhen();
        if (offlineAfter != null) {
            settings.add(builder -> line.told(() -> builder.offlineAfter(vehicle, offlineAfter)));
        }
        if (liveWhen != null) {
            settings.add(builder -> builder.liveWhen(vehicle, liveWhen));
        }
    }

    private void event(Line line) {
        List<Duration> offsets = line.column(0, "time", Offset::all);
        for (int i = 0; i < offsets.size(); i++) {
            String step = offsets.size() > 1 ? Integer.toString(i) : null;
            events.add(new Script.Event(line, offsets.get(i), action(line, step == null ? "${n}" : step)));
        }
    }

    private Script.Action action(Line line, String step) {
        String what = line.column(1, "topic or event");
        return switch (what) {
            case "@disconnect" -> stage -> stage.connected(false);
            case "@connect" -> stage -> stage.connected(true);
            case "@hold" -> {
                TopicTemplate topics = line.columns(-1).size() > 2
                        ? line.column(2, "topic filter", TopicTemplate::parse)
                        : TopicTemplate.parse("#");
                yield stage -> stage.hold(topics);
            }
            case "@release" -> Script.Stage::release;
            case "@clock" -> {
                Instant instant = line.column(2, "instant", text -> Offset.instant(text, start));
                yield stage -> stage.clock(instant);
            }
            case "@move" -> move(line.column(2, "device"), line.column(3, "vehicle or -", ScriptReader::vehicleOrNone));
            case "@race" -> {
                String topic = line.column(2, "topic");
                boolean retained = retained(line, 3);
                byte[] payload = payload(line, 4, step);
                yield stage -> stage.race(topic, retained, payload);
            }
            default -> {
                if (what.startsWith("@")) {
                    throw line.bad("allowed are @disconnect, @connect, @move, @clock, @hold, @release, @race");
                }
                boolean retained = retained(line, 2);
                byte[] payload = payload(line, 3, step);
                yield stage -> stage.message(what, retained, payload);
            }
        };
    }

    private static List<VehicleId> vehicleOrNone(String text) {
        return text.equals("-") ? List.of() : List.of(VehicleId.of(text));
    }

    private static Script.Action move(String device, List<VehicleId> vehicle) {
        return stage -> {
            if (vehicle.isEmpty()) {
                stage.devices().remove(device);
            } else {
                stage.devices().assign(device, vehicle.get(0));
            }
        };
    }

    private static boolean retained(Line line, int column) {
        return switch (line.column(column, "live or retained")) {
            case "live", "false" -> false;
            case "retained", "true" -> true;
            default -> throw line.bad("allowed are live and retained (or false and true) in column " + (column + 1));
        };
    }

    private static byte[] payload(Line line, int column, String step) {
        List<String> columns = line.columns(column + 1);
        String text = columns.size() > column ? columns.get(column).replace("${n}", step) : "";
        return text.startsWith(HEX)
                ? line.told(() -> bytes(text.substring(HEX.length()).strip()))
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("payload " + HEX + hex + ": allowed are pairs of hexadecimal digits", e);
        }
    }
}
