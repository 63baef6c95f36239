package dev.interlock.simulator.engine;

import static dev.interlock.simulator.Scenarios.parse;
import static dev.interlock.simulator.Scenarios.run;
import static dev.interlock.simulator.Scenarios.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.policy.PolicyKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of outage does to requests that nothing protects: from the 10th to the 20th second of 40. */
class OutagesTest {

    @TempDir
    Path folder;

    private RunResult outage(String outage, String... more) throws Exception {
        String text = """
                version: 1
                generate: {layers: 2, width: 2, roots: 1, calls: 1}
                clients: {rate: 50}
                run: {after: 20s, quiet: 20s}
                outages:
                  - {%s, service: 0-0, at: 10s, for: 10s}
                """.formatted(outage);
        return run(parse(folder, text + String.join("\n", more)), PolicyKind.NONE);
    }

    private static void allServed(RunResult run, int from, int to) {
        assertThat(sum(run.failed(), from, to))
                .as("failed from %d to %d s", from, to)
                .isZero();
        assertThat(sum(run.served(), from, to)).isBetween((to - from) * 120, (to - from) * 180);
    }

    @Test
    void crash_failsEveryRequestAtOnce_untilTheRepair() throws Exception {
        RunResult run = outage("kind: crash");
        allServed(run, 0, 10);
        assertThat(sum(run.served(), 10, 20)).isLessThan(5);
        allServed(run, 20, 40);
        assertThat(run.untilLastFailure()).isLessThan(0.1);
        assertThat(run.callsOnTheDead()).isBetween(1_200L, 1_800L);
        assertThat(run.lost()).isBetween(1_200L, 1_800L);
    }

    @Test
    void crashOfOneInstanceOfTwo_failsHalfOfTheRequests() throws Exception {
        RunResult run = outage("instances: 1, kind: crash");
        assertThat(sum(run.failed(), 10, 20)).isBetween(600, 900);
        allServed(run, 20, 40);
    }

    @Test
    void deadCalls_areThoseThatCouldNotSucceed() throws Exception {
        assertThat(outage("kind: crash").callsOnTheDead()).isBetween(1_200L, 1_800L);
        assertThat(outage("instances: 1, kind: crash").callsOnTheDead()).isZero();
        assertThat(outage("share: 20%, kind: errors").callsOnTheDead()).isZero();
        assertThat(outage("factor: 2000, kind: slow").callsOnTheDead()).isPositive();
        assertThat(outage("from: 1-0, kind: partition").callsOnTheDead()).isZero();
    }

    @Test
    void requests_thatFailWithoutAnOutage_areTold() throws Exception {
        assertThat(outage("kind: crash").failingAnyway()).isZero();
        RunResult busy = outage("kind: crash", "everyService: {serviceTime: 700ms}");
        assertThat(busy.failingAnyway()).isGreaterThan(0.2);
    }

    @Test
    void hang_holdsNoMoreCallsThanItsQueueTakes() throws Exception {
        RunResult run = outage("kind: hang", "services:", "  0-0: {queue: 3}");
        assertThat(sum(run.failed(), 10, 11))
                .as("turned away at once, until callers lose patience")
                .isGreaterThan(80);
    }

    @Test
    void work_beyondAllMeasure_isLongAndNotInstantaneous() throws Exception {
        RunResult run = outage("factor: 1000000, kind: slow", "services:", "  0-0: {cache: {coldFactor: 1000000}}");
        assertThat(sum(run.served(), 12, 20)).isZero();
    }

    @Test
    void hang_failsRequestsWhenTheirCallersLosePatience_andTheRestAtTheRepair() throws Exception {
        RunResult run = outage("kind: hang", "services:", "  0-0: {queue: 10000}");
        assertThat(sum(run.failed(), 10, 11)).as("patience lasts a second").isLessThan(5);
        assertThat(sum(run.failed(), 11, 20)).isGreaterThan(1_000);
        allServed(run, 22, 40);
    }

    @Test
    void slow_makesNoDifferenceToWhoWaitsLongEnough() throws Exception {
        allServed(outage("factor: 20, kind: slow"), 0, 40);
    }

    @Test
    void slowBeyondPatience_failsRequests() throws Exception {
        RunResult run = outage("factor: 2000, kind: slow");
        assertThat(sum(run.failed(), 11, 20)).isGreaterThan(600);
    }

    @Test
    void errors_failTheirShare() throws Exception {
        RunResult run = outage("share: 20%, kind: errors");
        assertThat(sum(run.failed(), 10, 20)).isBetween(200, 400);
        allServed(run, 20, 40);
    }

    @Test
    void partition_losesCallsUntilTheirCallersGiveUp() throws Exception {
        RunResult run = outage("kind: partition");
        assertThat(sum(run.served(), 11, 20)).isZero();
        assertThat(sum(run.failed(), 11, 20)).isGreaterThan(1_000);
        allServed(run, 22, 40);
    }

    @Test
    void partitionFromOneCaller_cutsOffThatOneAlone() throws Exception {
        RunResult run = outage("from: 1-0, kind: partition");
        assertThat(sum(run.failed(), 11, 20))
                .as("a third of the requests enters there")
                .isBetween(350, 550);
        assertThat(sum(run.served(), 11, 20)).isBetween(750, 1_050);
    }

    @Test
    void flush_slowsDownUntilTheCacheIsWarmAgain() throws Exception {
        RunResult cold = outage(
                "kind: flush",
                "services:",
                "  0-0: {workers: 1, instances: 1, queue: 50, serviceTime: 4ms, cache: {coldFactor: 10, fillsAfter: 100}}");
        assertThat(sum(cold.failed(), 0, 10)).isZero();
        assertThat(sum(cold.failed(), 10, 20))
                .as("turned away: the queue is full")
                .isGreaterThan(500);
        assertThat(sum(cold.failed(), 30, 40)).isZero();
    }

    @Test
    void deploy_losesNothing_whenOthersTakeTheLoad() throws Exception {
        RunResult run = outage("kind: deploy", "services:", "  0-0: {instances: 3}");
        allServed(run, 0, 40);
    }

    @Test
    void deployOfTheOnlyInstance_isACrash() throws Exception {
        RunResult run = outage("kind: deploy", "services:", "  0-0: {instances: 1}");
        assertThat(sum(run.failed(), 10, 21)).isGreaterThan(600);
        allServed(run, 21, 40);
    }
}
