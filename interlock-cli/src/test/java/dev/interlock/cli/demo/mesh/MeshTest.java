package dev.interlock.cli.demo.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interlock.CircuitConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeshTest {

    private static Mesh mesh(String example) throws IOException {
        return Mesh.read(Optional.of(Path.of("..", "examples", example)));
    }

    private static Script script(Outage outage, double scale) {
        return new Script(outage, List.of("consul"), 5, 10, 20, 5, scale, 1);
    }

    @Test
    void seed_isTheExampleFile() throws IOException {
        Mesh seed = Mesh.read(Optional.empty());

        assertThat(seed.file()).isEqualTo(mesh("mesh.yaml").file());
        assertThat(seed.names()).hasSize(8).startsWith("consul").endsWith("api_gateway");
        assertThat(seed.root()).isEqualTo("consul");
        assertThat(seed.above("auth_service"))
                .containsExactly("user_service", "order_service", "payment_service", "api_gateway");
    }

    @Test
    void softDependency_isNotCalled() throws IOException {
        assertThat(mesh("online-boutique.yaml").service("frontend").dependencies())
                .containsExactlyInAnyOrder(
                        "cartservice", "currencyservice", "productcatalogservice", "shippingservice");
    }

    @Test
    void meshOfTooManyCalls_isRefused(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder("version: 1\ncircuits:\n  a0: {}\n  b0: {}\n");
        for (int i = 1; i < 12; i++) {
            for (String side : List.of("a", "b")) {
                text.append("  %s%d:\n    dependsOn: [a%d, b%d]\n".formatted(side, i, i - 1, i - 1));
            }
        }
        Path file = Files.writeString(folder.resolve("lattice.yaml"), text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mesh.read(Optional.of(file)))
                .withMessageContaining("the demo runs at most 1000");
    }

    /** The arithmetic that slowness rests on: whoever fails, only its own circuit finds its answers slow. */
    @ParameterizedTest
    @ValueSource(strings = {"mesh.yaml", "online-boutique.yaml"})
    void slowAnswer_isTooSlowForTheTargetAlone(String example) throws IOException {
        Mesh mesh = mesh(example);
        for (String target : mesh.names()) {
            Patience patience = new Patience(mesh, Outage.SLOW, List.of(target));
            assertThat(patience.slowAnswer(target)).isGreaterThan(patience.slowAfter(target));
            for (String above : mesh.above(target)) {
                Duration takes = patience.slowAnswer(target).multipliedBy(times(mesh, above, target));
                assertThat(takes.plusMillis(1_000))
                        .as("%s calls %s", above, target)
                        .isLessThan(patience.slowAfter(above));
                assertThat(takes).isLessThan(patience.limit(above).orElseThrow());
            }
        }
    }

    private static int times(Mesh mesh, String from, String target) {
        return from.equals(target)
                ? 1
                : mesh.service(from).dependencies().stream()
                        .mapToInt(dependency -> times(mesh, dependency, target))
                        .sum();
    }

    @Test
    void limits_areOff_whereTheTargetHangs() throws IOException {
        Patience patience = new Patience(mesh("mesh.yaml"), Outage.HANG, List.of("consul"));

        assertThat(patience.limit("consul")).isEmpty();
        assertThat(patience.limit("api_gateway")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "HANG", mode = EnumSource.Mode.EXCLUDE)
    void limits_growTowardsTheCallers(Outage outage) throws IOException {
        Mesh mesh = mesh("mesh.yaml");
        Patience patience = new Patience(mesh, outage, List.of("consul"));
        for (Service service : mesh.services()) {
            for (String dependency : service.dependencies()) {
                assertThat(patience.limit(service.name()).orElseThrow())
                        .isGreaterThanOrEqualTo(
                                patience.limit(dependency).orElseThrow().plusMillis(500));
            }
        }
    }

    @Test
    void circuits_haveTheFilesThresholds_andItsTimesScaled() throws IOException {
        Map<String, CircuitConfig> configs = new Circuits(mesh("mesh.yaml"), script(Outage.REFUSE, 0.1)).configs();

        assertThat(configs).hasSize(8);
        assertThat(configs.get("consul").failureThreshold()).hasValue(2);
        assertThat(configs.get("consul").resetTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(configs.get("api_gateway").resetTimeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(configs.get("api_gateway").slowCallRate()).isEmpty();
        assertThat(configs.get("api_gateway").dependsOn()).hasSize(3);
    }

    @Test
    void circuits_inASlowOutage_canTellSlowness() throws IOException {
        Map<String, CircuitConfig> configs = new Circuits(mesh("mesh.yaml"), script(Outage.SLOW, 0.1)).configs();

        assertThat(configs.values()).allSatisfy(circuit -> {
            assertThat(circuit.slowCallRate()).hasValue(0.5);
            assertThat(circuit.failureWindow()).isEqualTo(Duration.ofSeconds(2));
        });
    }
}
