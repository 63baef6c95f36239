package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Obstacle;
import dev.interlock.Permit;
import dev.interlock.Preflight;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asked before a workflow begins, and before a call is made again. */
@ExtendWith(InterlockExtension.class)
class PreflightTest {

    private Circuit stock;
    private Circuit payment;
    private Circuit vault;

    @BeforeEach
    void define(Interlock interlock) {
        stock = interlock.define("stock", c -> c.resetTimeout(ofSeconds(40)).maxConcurrent(1));
        payment = interlock.define("payment", c -> c.dependsOn("vault"));
        vault = interlock.define("vault", c -> c.resetTimeout(ofSeconds(10)));
    }

    @Test
    void everyCircuitClosed_isClear(Interlock interlock) {
        Preflight check = interlock.check("stock", "payment");

        assertThat(check.isClear()).isTrue();
        assertThat(check.earliest()).hasValue(Duration.ZERO);
        assertThat(check).hasToString("clear");
    }

    @Test
    void oneBlocked_isNamedWithItsRoot_andTheWait(Interlock interlock) {
        open(vault);

        Preflight check = interlock.check("stock", "payment");

        assertThat(check.obstacles()).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.circuit()).isEqualTo("payment");
            assertThat(obstacle.state()).isEqualTo(State.CLOSED);
            assertThat(obstacle.chain()).containsExactly("payment", "vault");
            assertThat(obstacle.rootCauses()).containsExactly("vault");
            assertThat(obstacle.message()).contains("depends on 'vault', OPEN");
        });
        assertThat(check.earliest()).hasValue(ofSeconds(10));
    }

    @Test
    void several_theLongestWaitDecides(Interlock interlock, ManualTime time) {
        open(vault);
        open(stock);
        time.advance(ofSeconds(4));

        Preflight check = interlock.check("payment", "stock", "payment");

        assertThat(check.obstacles()).extracting(Obstacle::circuit).containsExactly("payment", "stock");
        assertThat(check.earliest()).hasValue(ofSeconds(36));
    }

    @Test
    void forcedOpen_hasNoEarliestTime(Interlock interlock) {
        open(stock);
        vault.operator().forceOpen(OPS, "maintenance");

        assertThat(interlock.check("stock", "payment").earliest()).isEmpty();
    }

    @Test
    void asking_takesNoPermitAndNoPlace(Interlock interlock) {
        halfOpen(vault);

        for (int i = 0; i < 10; i++) {
            assertThat(interlock.check("vault", "stock").isClear()).isTrue();
        }

        good(vault);
        assertThat(vault.state()).isEqualTo(State.CLOSED);
        assertThat(vault.metrics().rejectedPermits()).isZero();
    }

    @Test
    void placesTaken_areAnObstacle(Interlock interlock) {
        halfOpen(vault);
        try (Permit probe = vault.acquire();
                Permit call = stock.acquire()) {
            assertThat(interlock.check("vault", "stock").obstacles())
                    .extracting(Obstacle::message)
                    .satisfiesExactly(
                            message -> assertThat(message).contains("its only probe is under way"),
                            message -> assertThat(message).contains("1 of 1 concurrent calls"));
            probe.success();
            call.success();
        }
    }

    @Test
    void unknownNames_areAllNamed(Interlock interlock) {
        assertThatThrownBy(() -> interlock.check("stok", "vault", "nothing-like-it"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("'stok'; did you mean 'stock'?")
                .hasMessageContaining("'nothing-like-it'");
    }

    @Test
    void retryAdvice_whileOpenOrBlocked_isToStop() {
        assertThat(payment.retryAdvice().kind()).isEqualTo(RetryAdvice.Kind.RETRY);

        open(vault);

        assertThat(payment.retryAdvice().isStop()).isTrue();
        assertThat(payment.retryAdvice().after()).hasValue(ofSeconds(10));
        assertThat(payment.retryAdvice().reason()).contains("'vault'");
        assertThat(vault.retryAdvice().isStop()).isTrue();
    }

    @Test
    void retryAdvice_whilePlacesAreTaken_isToWait() {
        try (Permit call = stock.acquire()) {
            assertThat(stock.retryAdvice().kind()).isEqualTo(RetryAdvice.Kind.WAIT);
            assertThat(stock.retryAdvice().isStop()).isFalse();
            call.success();
        }
    }
}
