package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.testkit.InterlockExtension;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Totals only grow, whatever becomes of the windows that hold them (S10). */
@ExtendWith(InterlockExtension.class)
class TotalsTest {

    @Test
    void successes_ofCascadeTargets_areKept(Interlock interlock) {
        Circuit source = interlock.define("source", c -> c.cascadesTo("target"));
        Circuit target = interlock.define("target");
        good(target, 10);

        open(source);

        assertThat(target.metrics().successes()).isEqualTo(10);
    }

    @Test
    void success_ofACallThatATransitionOvertook_isCounted(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        Permit permit = circuit.acquire();
        open(circuit);

        permit.success();

        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void success_ofACallThatManyTransitionsOvertook_isCountedUpToTheEighth(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        Permit eightBehind = null;
        Permit nineBehind = circuit.acquire();
        for (int i = 0; i < 9; i++) {
            circuit.operator().forceClose(OPS, "test");
            if (i == 0) {
                eightBehind = circuit.acquire();
            }
        }

        nineBehind.success();
        assertThat(circuit.metrics().successes()).isZero();

        eightBehind.success();
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void successes_overManyTransitions_areAllThere(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        for (int i = 0; i < 50; i++) {
            good(circuit, 3);
            circuit.operator().forceClose(OPS, "test");
        }

        assertThat(circuit.metrics().successes()).isEqualTo(150);
    }

    @Test
    void successes_readWhileTheCircuitMoves_neverShrinkAndAreNeverTooMany(Interlock interlock) throws Exception {
        Circuit circuit = interlock.define("c");
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> wrong = new AtomicReference<>("");
        Thread reader = new Thread(() -> {
            long last = 0;
            while (!done.get()) {
                long now = circuit.metrics().successes();
                if (now < last || now > 20_000) {
                    wrong.set(now + " after " + last);
                }
                last = now;
            }
        });
        reader.start();
        for (int i = 0; i < 2_000; i++) {
            good(circuit, 10);
            circuit.operator().forceClose(OPS, "test");
        }
        done.set(true);
        reader.join();

        assertThat(wrong.get()).isEmpty();
        assertThat(circuit.metrics().successes()).isEqualTo(20_000);
    }
}
