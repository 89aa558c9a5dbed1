package io.vehicletelemetry.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every rule by its name, for one base package: the project's own, or that of fixtures which break each rule on purpose.
 */
final class Architecture {

    /** Each published module by its package, and the modules that it may see beside itself. */
    private static final Map<String, List<String>> MODULES = Map.of(
            "core", List.of(),
            "jdbc", List.of("core"),
            "mqtt", List.of("core"),
            "websocket", List.of("core"),
            "tck", List.of("core"),
            "spring", List.of("core", "jdbc", "mqtt", "websocket"),
            "dashboard", List.of());

    /** Technologies that a module must not know although they could be on its class path. Core has a rule of its own. */
    private static final Map<String, List<String>> FOREIGN = Map.of(
            "jdbc", List.of("com.hivemq..", "io.netty..", "jakarta..", "org.springframework..", "tools.jackson.."),
            "mqtt", List.of("jakarta..", "java.sql..", "javax.sql..", "org.springframework..", "tools.jackson.."),
            "websocket", List.of("com.hivemq..", "io.netty..", "java.sql..", "javax.sql..", "org.springframework.."),
            "dashboard", List.of("com.hivemq..", "io.netty..", "jakarta.websocket..", "java.sql..", "javax.sql.."),
            "tck",
                    List.of(
                            "com.hivemq..",
                            "io.netty..",
                            "jakarta..",
                            "java.sql..",
                            "javax.sql..",
                            "org.springframework.."));

    /** Each stage of core and the other stages that it may see. A new package of core has to be entered here. */
    private static final Map<String, List<String>> STAGES = Map.of(
            "model", List.of(),
            "source", List.of("model"),
            "decode", List.of("model"),
            "latest", List.of("model"),
            "state", List.of("model"),
            "broadcast", List.of("model"),
            "history", List.of("model", "source"));

    private final String base;

    Architecture(String base) {
        this.base = base;
    }

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        MODULES.keySet().stream().sorted().forEach(module -> rules.put("module " + module, module(module)));
        FOREIGN.keySet().stream().sorted().forEach(module -> rules.put("technology " + module, technology(module)));
        STAGES.keySet().stream().sorted().forEach(stage -> rules.put("stage " + stage, stage(stage)));
        rules.put("core packages are known", coreHasOnlyKnownPackages());
        rules.put("core needs the JDK, JSpecify and Jackson alone", coreNeedsLittle());
        rules.put("Jackson stays in decode", jacksonStaysInDecode());
        rules.put("no cycles", noCycles());
        rules.put("the demo is a device like any other", demoSeesNothingOfOurs());
        return rules;
    }

    /** The packages that the rules speak of and that exist today; none of them may be missing from what is checked. */
    List<String> packages() {
        Stream<String> stages = STAGES.keySet().stream().map(stage -> "core." + stage);
        return Stream.of(MODULES.keySet().stream(), stages, Stream.of("examples.dashboard", "examples.dashboard.demo"))
                .flatMap(names -> names)
                .map(name -> base + "." + name)
                .sorted()
                .toList();
    }

    private ArchRule module(String module) {
        String[] allowed = Stream.concat(Stream.of(module), MODULES.getOrDefault(module, List.of()).stream())
                .map(this::below)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(below(module))
                .should()
                .dependOnClassesThat(resideInAPackage(base + "..").and(not(resideInAnyPackage(allowed))));
    }

    private ArchRule technology(String module) {
        return noClasses()
                .that()
                .resideInAPackage(below(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FOREIGN.getOrDefault(module, List.of()).toArray(String[]::new));
    }

    private ArchRule stage(String stage) {
        String[] allowed = Stream.concat(Stream.of(stage), STAGES.getOrDefault(stage, List.of()).stream())
                .map(name -> below("core." + name))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(below("core." + stage))
                .should()
                .dependOnClassesThat(resideInAPackage(below("core")).and(not(resideInAnyPackage(allowed))));
    }

    private ArchRule coreHasOnlyKnownPackages() {
        String[] known = Stream.concat(
                        Stream.of(base + ".core"), STAGES.keySet().stream().map(stage -> below("core." + stage)))
                .toArray(String[]::new);
        return classes().that().resideInAPackage(below("core")).should().resideInAnyPackage(known);
    }

    private ArchRule coreNeedsLittle() {
        return classes()
                .that()
                .resideInAPackage(below("core"))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..", "tools.jackson.core..", base + "..")
                                .and(not(resideInAnyPackage("java.sql..", "java.rmi..", "java.awt..")))
                                .or(describe(
                                        "primitives",
                                        type -> type.getBaseComponentType().isPrimitive())));
    }

    private ArchRule jacksonStaysInDecode() {
        return noClasses()
                .that(resideInAPackage(below("core")).and(not(resideInAPackage(below("core.decode")))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");
    }

    private ArchRule noCycles() {
        return slices().matching(base + ".(**)").should().beFreeOfCycles();
    }

    private ArchRule demoSeesNothingOfOurs() {
        String demo = below("examples.dashboard.demo");
        return noClasses()
                .that()
                .resideInAPackage(demo)
                .should()
                .dependOnClassesThat(resideInAPackage(base + "..").and(not(resideInAPackage(demo))));
    }

    private String below(String name) {
        return base + "." + name + "..";
    }
}
