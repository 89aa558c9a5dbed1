package io.vehicletelemetry.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The project keeps every rule. */
final class ProjectArchitectureTest {

    private static final String BASE = "io.vehicletelemetry";
    private static final Path EXAMPLE = Path.of("..", "examples", "dashboard-server", "target", "classes");

    private final Architecture architecture = new Architecture(BASE);
    private final JavaClasses project = importProject();

    @TestFactory
    Stream<DynamicTest> keeps() {
        return architecture.rules().entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(project)));
    }

    /** Each package has at least its package-info, so a missing one was renamed or is not read: a rule would hold of nothing. */
    @Test
    void readsEveryPackageThatTheRulesNames() {
        Set<String> read = project.stream().map(type -> type.getPackageName()).collect(Collectors.toSet());

        assertThat(read).containsAll(architecture.packages());
    }

    private static JavaClasses importProject() {
        // The example's jar hides its classes in BOOT-INF, so they are read where the compiler put them.
        assertThat(EXAMPLE)
                .as("classes of the example, which is built before this module")
                .isDirectory();
        Set<Location> locations = new HashSet<>(Locations.ofPackage(BASE));
        locations.add(Location.of(EXAMPLE));
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importLocations(locations);
    }
}
