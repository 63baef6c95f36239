package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Custom reset logic: no reset with work pending or during a migration. */
@ExtendWith(InterlockExtension.class)
class CustomResetLogicTest {

    private static final Actor OPS = Actor.of("ops");

    private final Queue<String> pendingJobs = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean migrationRunning = new AtomicBoolean();

    private Circuit processing;

    @BeforeEach
    void define(Interlock interlock) {
        // docs:begin define
        processing = interlock.define(
                "data-processing",
                c -> c.resetTimeout(ofSeconds(30))
                        .resetGuard("no pending jobs", () -> pendingJobs.isEmpty())
                        .resetGuard("no migration running", () -> !migrationRunning.get()));
        // docs:end define
        processing.operator().open(OPS, "bad input");
    }

    @Test
    void reset_nothingPending_isApplied() {
        assertThat(processing.reset()).isApplied();
        assertThat(processing).isClosed();
    }

    @Test
    void reset_jobsPending_isRefusedUntilTheyAreDone() {
        // docs:begin pending
        pendingJobs.add("import customers");

        assertThat(processing.reset()).isRefused().hasReasonMentioning("no pending jobs");

        pendingJobs.clear();

        assertThat(processing.reset()).isApplied();
        // docs:end pending
    }

    @Test
    void reset_migrationRunning_isRefused() {
        migrationRunning.set(true);

        assertThat(processing.resetAllowed()).isFalse();
        assertThat(processing.reset())
                .isRefused()
                .hasReason(Reason.Kind.GUARD_REFUSED)
                .hasReasonMentioning("no migration running");
        assertThat(processing).isOpen();
    }

    @Test
    void attemptRecovery_jobsPending_isApplied() {
        pendingJobs.add("import customers");

        assertThat(processing.attemptRecovery()).isApplied(); // a reset guard has no say in recovery
    }

    @Test
    void goodProbe_jobsPending_closesOnceTheyAreDone(ManualTime time) {
        pendingJobs.add("import customers");

        // docs:begin machine
        time.advance(ofSeconds(30));
        processing.run(() -> {}); // the trial succeeds, so the circuit asks for its own reset ...
        assertThat(processing).isHalfOpen().isNotCallable(); // ... which the guard refuses

        pendingJobs.clear();
        time.advance(ofSeconds(1)); // retryInterval: asks again
        assertThat(processing).isClosed();
        // docs:end machine
    }
}
