package dev.interlock.verification.process;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends probes when there is no memory, each in another way, and says what became of their places. Runs in a process of its own, with a small heap. */
final class FullHeap {

    private static final Duration RESET_TIMEOUT = Duration.ofSeconds(1);
    private static Object @Nullable [] filling;

    private FullHeap() {}

    public static void main(String[] arguments) {
        Exception down = new Exception("down");
        int kept = 0;
        int died = 0;
        for (int i = 0; i < 12; i++) {
            Consumer<Permit> end = i % 2 == 0 ? Permit::close : permit -> permit.failure(down);
            Clock time = new Clock();
            Interlock interlock = Interlock.create(settings -> settings.timeSource(time)
                    .scheduler((task, delay) -> () -> {})
                    .hookExecutor(task -> {}));
            Circuit circuit = interlock.define(
                    "db", c -> c.failureThreshold(1).resetTimeout(RESET_TIMEOUT).halfOpenCalls(1));
            circuit.acquire().failure(down);
            time.nanos = RESET_TIMEOUT.multipliedBy(2).toNanos();
            circuit.attemptRecovery();
            Permit probe = circuit.acquire();
            if (i < 2) {
                end.accept(probe); // loads what it needs
            } else if (diesWithoutMemory(probe, end)) {
                died++;
                if (circuit.state() == State.HALF_OPEN
                        && interlock.diagnostics().permitsOutstanding() > 0) {
                    kept++;
                }
            }
            interlock.close();
        }
        System.out.println("died: " + (died > 0) + ", places kept: " + kept);
    }

    private static boolean diesWithoutMemory(Permit probe, Consumer<Permit> end) {
        try {
            while (true) {
                filling = new Object[] {filling};
            }
        } catch (OutOfMemoryError full) {
            // as planned
        }
        try {
            end.accept(probe);
            return false;
        } catch (OutOfMemoryError died) {
            return true;
        } finally {
            filling = null;
        }
    }

    private static final class Clock implements TimeSource {
        private volatile long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    }
}
