package dev.interlock.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {

    private final Turns turns = new Turns(new GraphRoot());
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void commit_thatNeverLost_takesOneRound() {
        AtomicInteger rounds = new AtomicInteger();

        String done = turns.commit(graph -> "done " + rounds.incrementAndGet());

        assertThat(done).isEqualTo("done 1");
    }

    @Test
    void commit_thatLostOften_isLetPassByTheOthers() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Thread small = new Thread(() -> turns.commit(graph -> order.add("small")));

        String done = turns.commit(graph -> {
            if (rounds.getAndIncrement() < Turns.PATIENCE) {
                return null; // somebody else was faster
            }
            small.start();
            awaitWaiting(small);
            order.add("large");
            return "done";
        });
        small.join();

        assertThat(done).isEqualTo("done");
        assertThat(order).containsExactly("large", "small");
    }

    @Test
    void commit_beforeItHasLostOften_holdsNobodyUp() throws Exception {
        AtomicInteger rounds = new AtomicInteger();

        turns.commit(graph -> {
            order.add("large");
            if (rounds.getAndIncrement() < Turns.PATIENCE) {
                smallOnAnotherThread();
                return null;
            }
            return "done";
        });

        assertThat(order)
                .containsExactly("large", "small", "large", "small", "large", "small", "large", "small", "large");
    }

    @Test
    void turn_ofSomebodyWhoHangs_stopsTheOthersForAWhileOnly() throws Exception {
        AtomicInteger rounds = new AtomicInteger();

        turns.commit(graph -> {
            if (rounds.getAndIncrement() < Turns.PATIENCE) {
                return null;
            }
            smallOnAnotherThread(); // which gets through, though this one still has the turn
            return order.add("large");
        });

        assertThat(order).containsExactly("small", "large");
    }

    @Test
    void turn_ofSomebodyWhoThrows_isGivenBack() throws Exception {
        AtomicInteger rounds = new AtomicInteger();

        assertThatThrownBy(() -> turns.commit(graph -> {
                    if (rounds.getAndIncrement() < Turns.PATIENCE) {
                        return null;
                    }
                    throw new StackOverflowError("planted");
                }))
                .isInstanceOf(StackOverflowError.class);

        AtomicInteger again = new AtomicInteger();
        Thread small = new Thread(() -> turns.commit(graph -> order.add("small")));
        turns.commit(graph -> {
            if (again.getAndIncrement() < Turns.PATIENCE) {
                return null;
            }
            small.start(); // whoever takes the turn now has it, so it was free
            awaitWaiting(small);
            return order.add("large");
        });
        small.join();
        assertThat(order).containsExactly("large", "small");
    }

    private void smallOnAnotherThread() {
        CountDownLatch done = new CountDownLatch(1);
        new Thread(() -> {
                    turns.commit(graph -> order.add("small"));
                    done.countDown();
                })
                .start();
        try {
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
