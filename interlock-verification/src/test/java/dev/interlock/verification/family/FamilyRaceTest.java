package dev.interlock.verification.family;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads with many more keys than places, through circuits just asked for and through circuits kept for long. */
class FamilyRaceTest {

    private static final int PLACES = 4;
    private static final int KEYS = 12;
    private static final int CALLS = 20_000;
    private static final int CALLERS = 3;

    private final ManualTime time = ManualTime.create();
    private final Interlock interlock =
            Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time));
    private final CircuitFamily family = interlock.family(
            "f", c -> c.consecutiveFailures(1).resetTimeout(Duration.ofDays(1)), PLACES, Duration.ofSeconds(1));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void close() {
        threads.shutdownNow();
        interlock.close();
    }

    @Test
    void placeIsGivenAway_neverUnderACall_andNoFailureIsLost() throws Exception {
        List<Future<Long>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int number = i;
            callers.add(threads.submit(() -> call(number)));
        }
        Future<?> clock = threads.submit(() -> {
            while (!over.get()) {
                time.advance(Duration.ofMillis(500));
            }
        });
        long withoutPlace = 0;
        for (Future<Long> caller : callers) {
            withoutPlace += caller.get();
        }
        over.set(true);
        clock.get();

        assertThat(family.overflow().metrics().successes())
                .as("calls whose key had no place, and no others, went through the overflow")
                .isEqualTo(withoutPlace)
                .isPositive();
        assertThat(family.size()).isEqualTo(PLACES);
        assertThat(interlock.names()).hasSize(PLACES + 1);
        Traffic.assertNothingOutstanding(interlock);
        time.advance(Duration.ofSeconds(2));
        assertThat(family.circuit("fresh").name()).as("no place was lost").isEqualTo("f/fresh");
    }

    /** Calls with keys that no other thread has. */
    private long call(int number) {
        SplittableRandom random = new SplittableRandom(number);
        Map<String, Circuit> kept = new HashMap<>();
        long[] withoutPlace = {0};
        for (int i = 0; i < CALLS; i++) {
            String key = number + "-" + random.nextInt(KEYS);
            Circuit asked = family.circuit(key);
            if (asked != family.overflow()) { // kept, it would be the overflow's for good
                kept.putIfAbsent(key, asked);
            }
            Circuit circuit = random.nextBoolean() ? asked : kept.getOrDefault(key, asked);
            boolean fails = random.nextInt(3) == 0;
            AtomicReference<Circuit> used = new AtomicReference<>();
            try {
                circuit.run(() -> {
                    used.set(family.find(key).orElse(null));
                    Thread.onSpinWait();
                    assertThat(family.find(key).orElse(null)).isSameAs(used.get());
                    if (used.get() == null) {
                        withoutPlace[0]++;
                    } else if (fails) {
                        throw new Traffic.Failure();
                    }
                });
            } catch (Traffic.Failure planned) {
                assertThat(family.find(key)).containsSame(used.get());
                assertThat(used.get().state()).isEqualTo(State.OPEN);
                assertThat(used.get().operator().forceClose(Traffic.OPS, "test").isApplied())
                        .isTrue();
            }
        }
        return withoutPlace[0];
    }
}
