package dev.interlock.verification.protect;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a limit when the interlock closes passes elsewhere, as the scheduler may be the user's. */
@Timeout(60)
class LimitsThroughCloseTest {

    private final ManualTime time = ManualTime.create();
    private final Interlock interlock =
            Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time));

    @Test
    void whatIsLeftOfALimit_goesOnElsewhere_andNothingStaysInTheScheduler() {
        Circuit circuit = interlock.define("c");
        CompletableFuture<String> nearlyOver = circuit.protectAsync(() -> new CompletableFuture<String>())
                .timeout(ofDays(1))
                .getAsync();
        CompletableFuture<String> farFromOver = circuit.protectAsync(() -> new CompletableFuture<String>())
                .timeout(ofDays(2))
                .getAsync();
        time.advance(ofDays(1).minusMillis(1));

        interlock.close();

        assertThat(time.pendingTasks()).isZero();
        Traffic.eventually("the limit strikes", nearlyOver::isDone);
        assertThatThrownBy(nearlyOver::join).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(farFromOver).isNotDone();
        farFromOver.cancel(true);
    }
}
