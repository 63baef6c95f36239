package dev.interlock.verification.recovery;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Members of a cycle block each other's calls until all were attempted; that must not end the first one's turn. */
class RecoverCycleTest {

    @RegisterExtension
    static final InterlockExtension INTERLOCK =
            InterlockExtension.withSettings(settings -> settings.cycles(CyclePolicy.CONDENSE));

    private static final Actor OPS = Actor.of("ops");
    private static final Duration PACE = Duration.ofMillis(500);

    private final AtomicBoolean stockReady = new AtomicBoolean(true);
    private Circuit orders;
    private Circuit stock;

    @BeforeEach
    void define(Interlock interlock) {
        interlock.defineAll(all -> all.define(
                        "orders", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("stock"))
                .define(
                        "stock",
                        c -> c.recoveryMode(RecoveryMode.MANUAL)
                                .dependsOn("orders")
                                .recoveryGuard("ready", stockReady::get)));
        orders = interlock.circuit("orders");
        stock = interlock.circuit("stock");
        orders.operator().open(OPS, "test");
        stock.operator().open(OPS, "test");
    }

    @Test
    void members_areOneWave_andCloseTogether(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        assertThat(run.plan()).containsExactly(List.of("orders", "stock"));
        assertThat(orders).isHalfOpen();
        assertThat(orders).isBlockedBy("stock");

        time.advance(PACE);
        assertThat(orders).isNotBlocked();
        orders.run(() -> {});
        stock.run(() -> {});

        assertThat(Reports.of(run).circuits(Outcome.RECOVERED)).containsExactly("orders", "stock");
    }

    @Test
    void member_whoseFellowIsRefused_isBlockedAtOnce(Interlock interlock, ManualTime time) {
        stockReady.set(false);
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));

        time.advance(PACE);
        assertThat(stock).isOpen();
        time.advance(PACE);

        assertThat(run.isDone()).isTrue();
        assertThat(Reports.of(run).circuits(Outcome.BLOCKED)).containsExactly("orders", "stock");
    }
}
