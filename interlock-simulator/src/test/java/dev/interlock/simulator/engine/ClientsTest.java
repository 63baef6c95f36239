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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientsTest {

    @TempDir
    Path folder;

    private static String scenario(String clients, String more) {
        return """
                version: 1
                generate: {layers: 3, width: 2, roots: 1, calls: 1}
                clients: {%s}
                run: {after: 20s, quiet: 20s}
                outages:
                  - {kind: crash, service: 0-0, at: 10s, for: 10s}
                """.formatted(clients) + more;
    }

    @Test
    void clientsThatRetry_makeMoreCalls_andAsManyRequests() throws Exception {
        RunResult once = run(parse(folder, scenario("rate: 50, at: 0-0", "")), PolicyKind.NONE);
        RunResult thrice =
                run(parse(folder, scenario("rate: 50, at: 0-0, attempts: 3, backoff: 10ms", "")), PolicyKind.NONE);
        assertThat(thrice.entered()).isEqualTo(once.entered());
        assertThat((double) thrice.callsOnTheDead() / once.callsOnTheDead()).isBetween(2.9, 3.1);
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyKind.class,
            names = {"RESILIENCE4J", "INTERLOCK"})
    void refusals_areNotTriedAgain(PolicyKind policy) throws Exception {
        RunResult run = run(parse(folder, scenario("rate: 50, at: 0-0, attempts: 3, backoff: 10ms", "")), policy);
        int failed = sum(run.failed(), 0, run.failed().size());
        assertThat(run.refusedAtTheTop()).as("one for each request, at most").isLessThanOrEqualTo(failed);
    }

    @Test
    void requests_areCountedOnce_whenTheyEnterAndWhenTheyEnd() throws Exception {
        RunResult run = run(parse(folder, scenario("rate: 50, attempts: 2", "")), PolicyKind.NONE);
        int entered = sum(run.entered(), 0, run.entered().size());
        int ended = sum(run.served(), 0, run.served().size())
                + sum(run.failed(), 0, run.failed().size());
        assertThat(entered - ended).as("in flight at the end").isBetween(0, 20);
    }

    @Test
    void load_beyondWhatWorkersCanDo_isTurnedAway() throws Exception {
        String busy = "services:\n  0-0: {instances: 1, workers: 2, queue: 5, serviceTime: 100ms, spread: constant}\n";
        RunResult run = run(parse(folder, scenario("rate: 50, at: 0-0", busy)), PolicyKind.NONE);
        assertThat(sum(run.served(), 1, 9))
                .as("two workers, ten requests a second each")
                .isBetween(155, 162);
        assertThat(sum(run.failed(), 1, 9)).isGreaterThan(150);
    }
}
