package dev.interlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo is there to show, asserted on its JSON. */
@Execution(ExecutionMode.CONCURRENT)
class DemoOutageTest {

    private static final List<String> ABOVE_AUTH =
            List.of("api_gateway", "order_service", "payment_service", "user_service");

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "hang", "slow", "errors"})
    void outageOfConsul_opensConsulAlone_andEveryServiceIsBackInTime(String outage) {
        DemoRun run = DemoRun.of(
                "--no-compare", "--outage", outage, "--at", "2", "--for", "4", "--duration", "9", "--rate", "4");

        assertThat(run.opened()).as("%s", run.lines()).containsExactly("consul");
        assertThat(run.blocked())
                .containsOnlyKeys(
                        "api_gateway",
                        "auth_service",
                        "config_service",
                        "order_service",
                        "payment_service",
                        "user_service",
                        "vault")
                .allSatisfy((service, roots) -> assertThat(roots).as(service).containsExactly("consul"));
        assertThat(run.targetWait()).isEqualTo(1.0);
        run.assertBackInTime();
        assertThat(run.number("deadCalls")).isGreaterThanOrEqualTo(2.0);
        assertThat(run.number("served")).isGreaterThan(50);
        assertThat(run.number("refused")).isGreaterThan(50);
        // Only calls that reached for the dead server failed: none was cut off by the end, none counted twice.
        assertThat(run.number("failed")).isBetween(0.0, run.number("deadCalls"));
        assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.lines()).anySatisfy(line -> assertThat(line).contains("consul out of order"));
    }

    @ParameterizedTest
    @CsvSource({"refuse, 3", "hang, 5", "slow, 5", "errors, 3"})
    void outageInTheMiddle_opensItAlone_andBlocksOnlyWhoNeedsIt(String outage, String seconds) {
        DemoRun run = DemoRun.of(
                "--no-compare",
                "--outage",
                outage,
                "--target",
                "auth",
                "--at",
                "2",
                "--for",
                seconds,
                "--duration",
                String.valueOf(2 + Integer.parseInt(seconds) + 4),
                "--rate",
                "4",
                "--scale",
                "0.05");

        assertThat(run.opened()).as("%s", run.lines()).containsExactly("auth_service");
        assertThat(run.blocked()).containsOnlyKeys(ABOVE_AUTH);
        assertThat(run.blocked().values()).containsOnly(List.of("auth_service"));
        run.assertBackInTime();
    }

    @Test
    void twoTargetsThatDoNotNeedEachOther_openBoth_andEachIsNamedWhereItIsTheCause() {
        DemoRun run = DemoRun.of(
                "--no-compare",
                "--target",
                "config,payment",
                "--at",
                "2",
                "--for",
                "3",
                "--rate",
                "4",
                "--scale",
                "0.05");

        assertThat(run.opened()).containsExactlyInAnyOrder("config_service", "payment_service");
        assertThat(run.blocked()).containsOnlyKeys("api_gateway", "order_service", "user_service");
        assertThat(run.blocked().get("user_service")).containsExactly("config_service");
        assertThat(run.blocked().get("api_gateway")).containsExactlyInAnyOrder("config_service", "payment_service");
        run.assertBackInTime();
    }

    @Test
    void twoTargetsOneAboveTheOther_nobodyElseOpens_andAllIsBackInTime() {
        DemoRun run = DemoRun.of(
                "--no-compare",
                "--target",
                "consul",
                "--target",
                "payment",
                "--at",
                "2",
                "--for",
                "3",
                "--duration",
                "8",
                "--rate",
                "4",
                "--scale",
                "0.05");

        assertThat(run.opened()).contains("consul").isSubsetOf("consul", "payment_service");
        assertThat(run.blocked()).hasSize(7);
        assertThat(run.blocked().values())
                .allSatisfy(roots -> assertThat(roots).contains("consul").isSubsetOf("consul", "payment_service"));
        run.assertBackInTime();
    }

    @Test
    void topologyFile_ofOnlineBoutique_runsInTheSameWay() {
        DemoRun run = DemoRun.of(
                "--no-compare",
                "--topology",
                "../examples/online-boutique.yaml",
                "--target",
                "redis",
                "--at",
                "2",
                "--for",
                "3",
                "--duration",
                "8");

        assertThat(run.opened()).containsExactly("redis-cart");
        assertThat(run.blocked()).containsOnlyKeys("cartservice", "checkoutservice", "frontend");
        assertThat(run.blocked().values()).containsOnly(List.of("redis-cart"));
        run.assertBackInTime();
    }

    @Test
    @SuppressWarnings("unchecked")
    void comparison_runsTheRealResilience4jFirst_andTheTableShowsBoth() {
        DemoRun run = DemoRun.of("--compare", "--at", "2", "--for", "3", "--duration", "8", "--scale", "0.05");

        assertThat(run.comparison())
                .containsEntry("protection", "resilience4j")
                .containsEntry("breakerClass", "io.github.resilience4j.circuitbreaker.CircuitBreaker");
        assertThat(run.json()).containsEntry("protection", "interlock");
        Map<String, Object> theirs = (Map<String, Object>) run.comparison().get("summary");
        assertThat(theirs).containsOnlyKeys(run.summary().keySet());
        assertThat((List<String>) theirs.get("opened")).contains("consul", "api_gateway");
        assertThat((Map<String, Object>) theirs.get("blocked")).isEmpty();
        assertThat(run.opened()).containsExactly("consul");
        run.assertBackInTime();
        assertThat(run.lines())
                .anySatisfy(line -> assertThat(line).contains("Resilience4j  Interlock"))
                .anySatisfy(line -> assertThat(line).matches("  circuits opened +\\d +1"));
    }

    @Test
    void uncoordinated_opensMoreThanTheTarget() {
        DemoRun run = DemoRun.of("--uncoordinated", "--at", "2", "--for", "3", "--duration", "8");

        assertThat(run.json()).containsEntry("protection", "uncoordinated").doesNotContainKey("comparison");
        assertThat(run.opened()).contains("consul", "vault", "auth_service");
        assertThat(run.blocked()).isEmpty();
    }
}
