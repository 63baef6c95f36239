package dev.interlock.benchmarks;

import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.Interlock;
import dev.interlock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ten million different keys through a family of a thousand places that all depend on one circuit: what is left of them in memory. Once
 * with a clock so fast that every key finds a place, and once with the real one, where nearly all go through the overflow circuit.
 */
public final class ManyKeys {

    private static final int PLACES = 1_000;
    private static final long NANOS_FOR_EACH_KEY = 2_000_000;

    private ManyKeys() {}

    /**
     * Measures, and prints.
     *
     * @param arguments how many keys; ten million by default
     */
    public static void main(String[] arguments) {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
        FastClock fast = new FastClock();
        try (Interlock interlock = Interlock.create(settings -> settings.timeSource(fast))) {
            run("each key takes a place", interlock, fast, keys);
        }
        try (Interlock interlock = Interlock.create()) {
            run("real clock, nearly all overflow", interlock, new FastClock(), keys);
        }
    }

    private static void run(String what, Interlock interlock, FastClock clock, int keys) {
        Circuit unused = interlock.define("tenant-db");
        CircuitFamily family =
                interlock.family("tenant-api", c -> c.dependsOn("tenant-db"), PLACES, Duration.ofSeconds(1));
        call(family, clock, 0, keys / 100);
        long before = usedBytes();
        long began = System.nanoTime();
        call(family, clock, keys / 100, keys);
        long nanos = System.nanoTime() - began;
        long after = usedBytes();
        long overflowed = family.overflow().metrics().successes();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d keys in %.1f s, %.2f us each; %,d without a place; %,d circuits in the end; heap %.1f MB after the"
                        + " first hundredth, %.1f MB in the end, %d MB at most%n",
                what,
                keys,
                nanos / 1e9,
                nanos / 1e3 / keys,
                overflowed,
                interlock.names().size(),
                before / 1e6,
                after / 1e6,
                Runtime.getRuntime().maxMemory() / 1_000_000);
    }

    private static void call(CircuitFamily family, FastClock clock, int from, int to) {
        for (int key = from; key < to; key++) {
            clock.nanos.addAndGet(NANOS_FOR_EACH_KEY);
            family.circuit("tenant-" + key).run(() -> {});
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Time that goes by with each key. */
    private static final class FastClock implements TimeSource {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos.get());
        }
    }
}
