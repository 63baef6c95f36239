package dev.interlock.verification.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryRun;

/** Reads what has to be there: a run that is not over fails the test, where a join would wait for ever. */
final class Reports {

    private Reports() {}

    static RecoveryReport of(RecoveryRun run) {
        assertThat(run.isDone()).as("the run is over").isTrue();
        return run.report().join();
    }
}
