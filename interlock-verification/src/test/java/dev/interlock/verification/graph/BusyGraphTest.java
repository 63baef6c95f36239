package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes that take long to work out, while others commit without pause: each is done in bounded time. Real threads. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BusyGraphTest {

    private static final Actor ACTOR = Actor.of("test");
    private static final int MANY = 5_000;
    private static final int THREADS = 4;

    private final Interlock interlock = Interlock.create();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Thread> others = new ArrayList<>();

    @BeforeEach
    void others_commitWithoutPause() {
        Circuit unused = interlock.define("hub", c -> {});
        for (int i = 0; i < THREADS; i++) {
            Circuit own = interlock.define("other" + i, c -> {});
            Thread thread = new Thread(() -> {
                while (!stop.get()) {
                    own.operator().forceOpen(ACTOR, "busy");
                    own.operator().forceClose(ACTOR, "busy");
                }
            });
            thread.setDaemon(true);
            others.add(thread);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        stop.set(true);
        for (Thread other : others) {
            other.join();
        }
        interlock.close();
    }

    @Test
    void defineAll_ofManyWhileOthersCommitWithoutPause_ends() {
        others.forEach(Thread::start);

        defineMany();

        assertThat(interlock.names()).hasSize(MANY + 1 + THREADS);
    }

    @Test
    void hub_ofManyWhileOthersCommitWithoutPause_opens() {
        defineMany();
        others.forEach(Thread::start);

        interlock.circuit("hub").operator().forceOpen(ACTOR, "busy");

        assertThat(interlock.circuit("hub").state()).isEqualTo(State.FORCED_OPEN);
        assertThat(interlock.circuit("c0").isBlocked()).isTrue();
    }

    private void defineMany() {
        interlock.defineAll(all -> {
            for (int i = 0; i < MANY; i++) {
                all.define("c" + i, c -> c.dependsOn("hub"));
            }
        });
    }
}
