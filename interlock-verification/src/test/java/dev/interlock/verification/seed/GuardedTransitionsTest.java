package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.TransitionResult;
import dev.interlock.testkit.InterlockExtension;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How it works: two transitions, recovery and reset, are guarded. */
@ExtendWith(InterlockExtension.class)
class GuardedTransitionsTest {

    private static final Actor OPS = Actor.of("ops");

    private final AtomicBoolean recoverable = new AtomicBoolean(true);
    private final AtomicBoolean resettable = new AtomicBoolean(true);

    private Circuit openCircuit(Interlock interlock) {
        // docs:begin guards
        Circuit search = interlock.define(
                "search",
                c -> c.recoveryGuard("index loaded", () -> recoverable.get()) // asked before OPEN -> HALF_OPEN
                        .resetGuard(
                                "index verified", () -> resettable.get())); // asked before OPEN, HALF_OPEN -> CLOSED
        // docs:end guards
        search.operator().open(OPS, "index broken");
        return search;
    }

    @Test
    void attemptRecovery_guardAllows_opensHalf(Interlock interlock) {
        Circuit search = openCircuit(interlock);

        assertThat(search.attemptRecovery()).isApplied();

        assertThat(search).isHalfOpen();
    }

    @Test
    void attemptRecovery_guardRefuses_changesNothingAndSaysWhy(Interlock interlock) {
        Circuit search = openCircuit(interlock);
        recoverable.set(false);

        // docs:begin verdict
        TransitionResult result = search.attemptRecovery();

        assertThat(result.isApplied()).isFalse();
        assertThat(result.reasons()).extracting(Reason::message).containsExactly("guard 'index loaded' refused");
        // docs:end verdict
        assertThat(search).isOpen();
    }

    @Test
    void reset_guardAllows_closesFromOpenAndFromHalfOpen(Interlock interlock) {
        Circuit search = openCircuit(interlock);
        assertThat(search.reset()).isApplied();
        assertThat(search).isClosed();

        search.operator().open(OPS, "index broken again");
        search.attemptRecovery();
        assertThat(search.reset()).isApplied();
        assertThat(search).isClosed();
    }

    @Test
    void reset_guardRefuses_changesNothingAndSaysWhy(Interlock interlock) {
        Circuit search = openCircuit(interlock);
        resettable.set(false);

        assertThat(search.reset())
                .isRefused()
                .hasReason(Reason.Kind.GUARD_REFUSED)
                .hasReasonMentioning("index verified");

        assertThat(search).isOpen();
    }

    @Test
    void attemptRecovery_ofClosedCircuit_isRefusedForItsState(Interlock interlock) {
        Circuit search = openCircuit(interlock);
        search.reset();

        assertThat(search.attemptRecovery()).isRefused().hasReason(Reason.Kind.WRONG_STATE);

        assertThat(search).isClosed();
    }
}
