package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.TimeSource;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever brings a hub back does not look through all that depend on it: after a while the hook executor goes on. */
class WideHubTest {

    private static final int DEPENDENTS = 20_000;

    private final ManualTime time = ManualTime.create();
    private final Deque<Runnable> handedOver = new ArrayDeque<>();
    private final Interlock interlock = Interlock.create(settings -> settings.timeSource(new BusyClock())
            .scheduler(time)
            .hookExecutor(handedOver::add)
            .log(false));

    /** How much time goes by from one look at the clock to the next. */
    private Duration eachLook = Duration.ZERO;

    @AfterEach
    void close() {
        interlock.close();
    }

    @Test
    void hubThatComesBack_withThousandsOfDependents_holdsItsCallerForAWhileOnly_andAllAreWoken() {
        Circuit hub = interlock.define("hub");
        interlock.defineAll(all -> {
            for (int i = 0; i < DEPENDENTS; i++) {
                all.define("c" + i, c -> c.dependsOn("hub"));
            }
        });
        Circuit first = waiting("first");
        Circuit last = waiting("c" + (DEPENDENTS - 1));
        hub.operator().forceOpen(OPS, "down");
        first.operator().open(OPS, "down");
        last.operator().open(OPS, "down");
        time.advance(ofSeconds(5));
        assertThat(last.state()).isEqualTo(State.OPEN);
        handedOver.clear();

        eachLook = ofMillis(1);
        hub.operator().forceClose(OPS, "up");

        assertThat(last.state()).as("nobody came to it yet").isEqualTo(State.OPEN);
        while (!handedOver.isEmpty()) {
            handedOver.remove().run();
        }
        assertThat(first.state()).isEqualTo(State.HALF_OPEN);
        assertThat(last.state()).isEqualTo(State.HALF_OPEN);
    }

    private Circuit waiting(String name) {
        interlock.remove(name);
        return interlock.define(name, c -> c.dependsOn("hub").resetTimeout(ofSeconds(1)));
    }

    /** Goes on while work is done. */
    private final class BusyClock implements TimeSource {
        private long worked;

        @Override
        public long nanoTime() {
            worked += eachLook.toNanos();
            return time.nanoTime() + worked;
        }

        @Override
        public Instant instant() {
            return time.instant().plusNanos(worked);
        }
    }
}
