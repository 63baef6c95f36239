package dev.interlock.config;

import static dev.interlock.config.Texts.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A controller that applies its file over and over does not keep an open circuit from recovering. */
@ExtendWith(InterlockExtension.class)
class ReloadWaitTest {

    private final Bindings bindings = Bindings.builder().build();

    @Test
    void reloadEverySecond_doesNotBeginTheWaitAnew(Interlock interlock, ManualTime time) {
        InterlockFile loaded = version(0);
        loaded.defineIn(interlock);
        Circuit db = interlock.circuit("db");
        db.operator().open(Actor.of("ops"), "drill");

        for (int second = 1; second <= 30; second++) {
            assertThat(db.state()).as("after %s s", second - 1).isEqualTo(State.OPEN);
            InterlockFile next = version(second);
            next.reloadIn(interlock, loaded, bindings);
            loaded = next;
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(db.state()).isEqualTo(State.HALF_OPEN);
    }

    private static InterlockFile version(int number) {
        return parse("circuits:", "  db: {failureThreshold: " + (2 + number % 2) + ", resetTimeout: 30s}");
    }
}
