package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wait of an OPEN circuit begins once: nothing that merely goes on meanwhile begins it anew. */
@ExtendWith(InterlockExtension.class)
class OpenWaitTest {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Queue<CompletableFuture<String>> inFlight = new ArrayDeque<>();
    private Circuit db;

    /** What goes on, once a second. */
    enum Meanwhile {
        LATE_FAILURES,
        REFUSED_CALLS,
        ASKING,
        CHANGE_OF_A_THRESHOLD,
        CHANGE_OF_THE_WAIT,
        EDGES,
        OTHER_DEFINITIONS
    }

    @BeforeEach
    void open(Interlock interlock) {
        db = interlock.define("db", c -> c.failureThreshold(2).resetTimeout(WAIT));
        Circuit unused = interlock.define("other");
        for (int i = 0; i < 60; i++) {
            CompletableFuture<String> call = new CompletableFuture<>();
            inFlight.add(call);
            CompletableFuture<String> unusedToo = db.callAsync(() -> call);
        }
        bad(db, 2);
        assertThat(db.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void whatGoesOnEverySecond_doesNotBeginTheWaitAnew(Meanwhile what, Interlock interlock, ManualTime time) {
        for (int second = 0; second < 30; second++) {
            assertThat(db.state()).as("after %s s", second).isEqualTo(State.OPEN);
            goOn(what, second, interlock);
            time.advance(SECOND);
        }

        assertThat(db.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void operatorWhoOpensItAgain_beginsTheWaitAnew(ManualTime time) {
        time.advance(WAIT.minus(SECOND));
        assertThat(db.operator().open(OPS, "still broken").isApplied()).isTrue();

        time.advance(WAIT.minus(SECOND));
        assertThat(db.state()).isEqualTo(State.OPEN);
        time.advance(SECOND);
        assertThat(db.state()).isEqualTo(State.HALF_OPEN);
    }

    private void goOn(Meanwhile what, int second, Interlock interlock) {
        switch (what) {
            case LATE_FAILURES -> inFlight.remove().completeExceptionally(new IOException("late"));
            case REFUSED_CALLS ->
                assertThatThrownBy(() -> db.call(() -> "never")).isInstanceOf(CallRejectedException.class);
            case ASKING -> ask(interlock);
            case CHANGE_OF_A_THRESHOLD -> interlock.reconfigure("db", c -> c.failureThreshold(2 + second % 2));
            case CHANGE_OF_THE_WAIT -> interlock.reconfigure("db", c -> c.resetTimeout(WAIT.plusSeconds(second % 2)));
            case EDGES -> {
                interlock.link("db", EdgeKind.DEPENDS_ON, "other");
                interlock.unlink("db", EdgeKind.DEPENDS_ON, "other");
            }
            case OTHER_DEFINITIONS -> {
                Circuit unused = interlock.define("n" + second, c -> c.dependsOn("db"));
            }
        }
    }

    private void ask(Interlock interlock) {
        assertThat(db.explain().toString()).contains("OPEN");
        assertThat(db.metrics().failures()).isNotNegative();
        assertThat(interlock.check("db").isClear()).isFalse();
        assertThat(db.recoveryVerdict().isAllowed()).as("but for the wait").isTrue();
        assertThat(db.isRecoveryDue()).isFalse();
        assertThat(db.retryAdvice().isStop()).isTrue();
    }
}
