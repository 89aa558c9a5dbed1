package io.vehicletelemetry.core.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of OBD-II service 01: how many bytes each has, and which canonical signals are in them by which formula,
 * from the resource {@code obd-pids.tsv} beside this class. A parameter that is not in it has a length that nobody here
 * knows.
 *
 * <p>Source of lengths and formulas: SAE J1979 (ISO 15031-5), appendix B. In the columns: the value is the unsigned
 * big-endian number of {@code width} bytes from byte {@code at}, times {@code multiply}, by {@code divide}, plus
 * {@code add}; where {@code support_bit} is given, only if that bit of the first byte is set, by which a vehicle says that
 * it has the sensor.
 *
 * <p><em>Immutable.</em>
 */
final class ObdPids {

    /** One signal of a parameter. */
    record Formula(String signal, int at, int width, int multiply, int divide, int add, int supportBit) {

        private static final int ALWAYS = -1;

        boolean isSupported(int firstByte) {
            return supportBit == ALWAYS || (firstByte >> supportBit & 1) != 0;
        }

        /** Whether its values are whole numbers. */
        boolean isWhole() {
            return divide == 1;
        }
    }

    /** A parameter: the number of its bytes, and its signals, perhaps none. */
    record Pid(int bytes, List<Formula> formulas) {}

    private static final int COLUMNS = 9;
    private static final int PIDS = 256;

    private final @Nullable Pid[] pids = new Pid[PIDS];

    private ObdPids(String text) {
        text.lines().skip(1).forEach(this::row);
    }

    static ObdPids standard() {
        return Standard.TABLE;
    }

    /** A parameter by its id, from 0 to 255; null where it is not known. */
    @Nullable
    Pid get(int pid) {
        return pids[pid];
    }

    private void row(String row) {
        String[] fields = row.split("\t", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalStateException("obd-pids.tsv: " + row);
        }
        String[] range = fields[0].split("-", 2);
        int last = Integer.parseInt(range[range.length - 1], 16);
        for (int pid = Integer.parseInt(range[0], 16); pid <= last; pid++) {
            Pid known = pids[pid];
            List<Formula> formulas = known == null ? new ArrayList<>() : new ArrayList<>(known.formulas());
            if (!fields[2].isEmpty()) {
                formulas.add(formula(fields));
            }
            pids[pid] = new Pid(Integer.parseInt(fields[1]), List.copyOf(formulas));
        }
    }

    private static Formula formula(String[] fields) {
        return new Formula(
                SignalTable.standard().canonical(fields[2]),
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                Integer.parseInt(fields[5]),
                Integer.parseInt(fields[6]),
                Integer.parseInt(fields[7]),
                fields[8].isEmpty() ? Formula.ALWAYS : Integer.parseInt(fields[8]));
    }

    private static final class Standard {
        static final ObdPids TABLE = read();

        private static ObdPids read() {
            try (InputStream in = ObdPids.class.getResourceAsStream("obd-pids.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("obd-pids.tsv is missing beside " + ObdPids.class.getName());
                }
                return new ObdPids(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("obd-pids.tsv", e);
            }
        }
    }
}
