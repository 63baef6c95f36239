package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What has no option yet, and how it is done with what there is. */
@ExtendWith(InterlockExtension.class)
class ByHandTest {

    @Test
    void waitThatTheServerNames_isAGuard_andRefusalsPromiseNoShorterOne(Interlock interlock, ManualTime time) {
        AtomicLong notBefore = new AtomicLong(time.nanoTime());
        Circuit api = interlock.define(
                "api",
                c -> c.resetTimeout(Duration.ofSeconds(10))
                        .retryInterval(Duration.ofSeconds(1))
                        .recoveryGuard("Retry-After", () -> time.nanoTime() - notBefore.get() >= 0));
        notBefore.set(time.nanoTime() + Duration.ofMinutes(2).toNanos());
        assertThat(api.operator().open(OPS, "429, Retry-After: 120").isApplied())
                .isTrue();

        for (int second = 0; second < 120; second += 20) {
            assertThatThrownBy(() -> good(api))
                    .isInstanceOfSatisfying(
                            CallRejectedException.class,
                            refused -> assertThat(refused.retryAfter()).isEmpty());
            time.advance(Duration.ofSeconds(20));
        }
        time.advance(Duration.ofSeconds(1));

        assertThat(api.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void freshInstance_isOnlyWatchedWhileItIsCold_andBeginsWithAnEmptyWindow(Interlock interlock, ManualTime time) {
        Circuit db = interlock.define(
                "db",
                c -> c.slowCallRate(0.5)
                        .slowCallThreshold(Duration.ofSeconds(1))
                        .minimumCalls(5)
                        .failureThreshold(3));
        assertThat(db.operator().metricsOnly(OPS, "cold").isApplied()).isTrue();
        for (int i = 0; i < 12; i++) {
            db.run(() -> time.advance(Duration.ofSeconds(2)));
        }
        bad(db, 2);

        assertThat(db.operator().release(OPS, "warm").isApplied()).isTrue();

        bad(db, 2);
        good(db, 10);
        assertThat(db.state()).isEqualTo(State.CLOSED);
    }
}
