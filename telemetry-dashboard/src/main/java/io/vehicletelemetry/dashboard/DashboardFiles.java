package io.vehicletelemetry.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * All files of the dashboard by their path below it: those of this jar, its modules put together, and those of the WebJars
 * that it uses, under {@code lib}. Read once; whatever is not in here cannot be asked for. Of a WebJar, the version is the
 * application's to choose.
 */
final class DashboardFiles {

    private static final String OWN = "io/vehicletelemetry/dashboard/web/";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final List<String> LIT =
            List.of("lit-html.js", "directive.js", "directive-helpers.js", "directives/repeat.js");
    private static final String MODULES = "app/";
    private static final String MAIN = "app/main.js";
    private static final String ANALYTICS = "app/analytics.js";

    private final PathMatchingResourcePatternResolver jars =
            new PathMatchingResourcePatternResolver(DashboardFiles.class.getClassLoader());
    private final SortedMap<String, DashboardFile> files = new TreeMap<>();

    private DashboardFiles() {}

    /**
     * Reads them.
     *
     * @throws UncheckedIOException if a jar cannot be read
     * @throws IllegalStateException if a WebJar is not there
     */
    static SortedMap<String, DashboardFile> read() {
        DashboardFiles reader = new DashboardFiles();
        try {
            reader.readOwn();
            reader.bundle();
            for (String name : LIT) {
                reader.readWebJar("lib/lit-html/" + name, "lit-html", name);
            }
            reader.readWebJar("lib/uplot/uPlot.js", "uplot", "dist/uPlot.esm.js");
            reader.readWebJar("lib/uplot/uPlot.css", "uplot", "dist/uPlot.min.css");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reader.files;
    }

    private void readOwn() throws IOException {
        for (Resource resource : jars.getResources("classpath:" + OWN + "**/*.*")) {
            String address = resource.getURL().toString();
            add(address.substring(address.lastIndexOf(OWN) + OWN.length()), resource.getContentAsByteArray());
        }
    }

    /** The pages' modules become two: what every page needs, and what only the charts do. */
    private void bundle() {
        ModuleBundle main = ModuleBundle.of(this::source, MAIN, Set.of());
        ModuleBundle analytics = ModuleBundle.of(this::source, ANALYTICS, main.names());
        files.keySet().removeIf(name -> name.startsWith(MODULES));
        add(MAIN, main.text("").getBytes(StandardCharsets.UTF_8));
        add(ANALYTICS, analytics.text("./main.js").getBytes(StandardCharsets.UTF_8));
    }

    private String source(String path) {
        DashboardFile file = files.get(path);
        if (file == null) {
            throw new IllegalStateException("telemetry-dashboard: " + path + " is not in its jar");
        }
        return file.text();
    }

    private void readWebJar(String path, String webJar, String file) throws IOException {
        Resource[] found = jars.getResources("classpath*:" + WEBJARS + webJar + "/*/" + file);
        if (found.length == 0) {
            throw new IllegalStateException("telemetry-dashboard: no " + file + " of the WebJar org.webjars.npm:"
                    + webJar + " on the class path; it is a dependency of telemetry-dashboard and was excluded");
        }
        add(path, found[0].getContentAsByteArray());
    }

    private void add(String path, byte[] bytes) {
        files.put(path, DashboardFile.of(path, bytes));
    }
}
