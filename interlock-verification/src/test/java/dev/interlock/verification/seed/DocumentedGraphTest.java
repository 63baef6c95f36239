package dev.interlock.verification.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.DependencyCycleException;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documented dependencies: the graph as data, and no way to get a cycle into it. */
@ExtendWith(InterlockExtension.class)
class DocumentedGraphTest {

    // docs:begin data
    static final Map<String, List<String>> DEPENDENCY_GRAPH = Map.of(
            "database", List.of(),
            "cache", List.of("database"),
            "auth_service", List.of("database"),
            "user_service", List.of("database", "cache"),
            "api_gateway", List.of("auth_service", "user_service"));

    static void define(Interlock interlock) {
        interlock.defineAll(all -> DEPENDENCY_GRAPH.forEach(
                (name, needs) -> all.define(name, c -> c.dependsOn(needs.toArray(String[]::new)))));
    }
    // docs:end data

    @Test
    void graph_asData_isTheGraphOfTheInterlock(Interlock interlock) {
        define(interlock);

        DEPENDENCY_GRAPH.forEach((name, needs) ->
                assertThat(interlock.circuit(name).dependencies()).containsExactlyElementsOf(needs));
        assertThat(interlock.validate()).isEmpty();
    }

    @Test
    void cycle_isRefusedWithItsPath(Interlock interlock) {
        // docs:begin cycle
        interlock.define("auth_service", c -> c.dependsOn("user_service"));

        assertThatThrownBy(() -> interlock.define("user_service", c -> c.dependsOn("auth_service")))
                .isInstanceOf(DependencyCycleException.class)
                .hasMessageContaining("user_service -> auth_service -> user_service");
        // docs:end cycle
    }
}
