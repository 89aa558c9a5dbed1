package io.vehicletelemetry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That what it makes works is shown by the browser tests, whose pages are made of it. */
class ModuleBundleTest {

    private static ModuleBundle bundle(Map<String, String> modules, String entry, Set<String> other) {
        return ModuleBundle.of(path -> Objects.requireNonNull(modules.get(path), path), entry, other);
    }

    @Test
    void putsWhatIsNeededBeforeWhatNeedsIt() {
        ModuleBundle bundle = bundle(
                Map.of(
                        "app/main.js",
                        "import { a as b } from './part/a.js';\nimport { html } from 'lit-html';\nhtml(b);\n",
                        "app/part/a.js",
                        "import c from '../c.js';\nexport const a = c;\n",
                        "app/c.js",
                        "export default 1;\n"),
                "app/main.js",
                Set.of());

        assertThat(bundle.names()).containsExactly("app/c.js", "app/part/a.js", "app/main.js");
        assertThat(bundle.text("")).isEqualTo("""
                import * as $0 from 'lit-html';
                export const $ = {};
                $['app/c.js'] = (() => {
                const $default = 1;
                return { default: $default };
                })();
                $['app/part/a.js'] = (() => {
                const { default: c } = $['app/c.js'];
                const a = c;
                return { a };
                })();
                $['app/main.js'] = (() => {
                const { a: b } = $['app/part/a.js'];
                const { html } = $0;
                html(b);
                return {  };
                })();
                """);
    }

    @Test
    void takesFromAnotherBundleWhatItHas() {
        ModuleBundle bundle = bundle(
                Map.of(
                        "app/later.js",
                        "import { a } from './a.js';\nexport class Later {}\nexport function more() {}\n"),
                "app/later.js",
                Set.of("app/a.js"));

        assertThat(bundle.text("./main.js")).isEqualTo("""
                import { $ } from './main.js';
                $['app/later.js'] = (() => {
                const { a } = $['app/a.js'];
                class Later {}
                function more() {}
                return { Later, more };
                })();
                export const { Later, more } = $['app/later.js'];
                """);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> bundle(Map.of("app/a.js", "export * from './b.js';\n"), "app/a.js", Set.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("app/a.js: cannot be bundled: export * from './b.js';");
    }

    @Test
    void refusesACircle() {
        assertThatThrownBy(() -> bundle(
                        Map.of(
                                "app/a.js", "import { b } from './b.js';\n",
                                "app/b.js", "import { a } from './a.js';\n"),
                        "app/a.js",
                        Set.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in a circle");
    }
}
