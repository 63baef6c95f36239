package dev.interlock.benchmarks;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.Interlock;
import dev.interlock.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A hundred thousand keys of a family, of which twenty thousand fall and come back: how long a call of one key is held by what becomes of the others, in
 * processor time of its thread, so that the scheduling of a busy machine is left out. With the default scheduler. Once with a host that stays closed, once
 * with one that opens.
 */
public final class KeysThatComeBack {

    private static final int KEYS = 100_000;
    private static final int FALLEN = 20_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private KeysThatComeBack() {}

    /**
     * Measures, and prints. The first run warms up: its worst call is the first that fails in the process, which loads a hundred classes.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        run("warming up", 50_000);
        run("the host stays closed", 50_000);
        run("the host opens", FALLEN);
    }

    private static void run(String what, int hostOpensAt) {
        try (Interlock interlock = Interlock.create()) {
            CircuitFamily family = interlock.family(
                    "keys",
                    f -> f.template(c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(20)))
                            .maxSize(KEYS)
                            .hostOpensAt(hostOpensAt)
                            .host(c -> c.resetTimeout(Duration.ofSeconds(20))));
            for (int key = 0; key < KEYS; key++) {
                family.circuit(name(key));
            }
            Circuit host = family.host().orElseThrow();
            print(what, "they fall", each(family, false));
            Circuit last = family.circuit(name(FALLEN - 1));
            while (last.state() == State.OPEN || host.state() == State.OPEN) {
                pause();
            }
            print(what, "they come back", each(family, true));
            System.out.printf(
                    Locale.ROOT,
                    "%s: in the end %,d circuits open, host %s%n",
                    what,
                    interlock.snapshot().openCircuits(),
                    host.state());
        }
    }

    /** One call for each of those that fall; how long each took. */
    private static long[] each(CircuitFamily family, boolean works) {
        long[] nanos = new long[FALLEN];
        for (int key = 0; key < FALLEN; key++) {
            Circuit circuit = family.circuit(name(key));
            long began = THREADS.getCurrentThreadCpuTime();
            try {
                circuit.run(() -> {
                    if (!works) {
                        throw new IllegalStateException("planned");
                    }
                });
            } catch (IllegalStateException | CallRejectedException planned) {
                // counted, or refused
            }
            nanos[key] = THREADS.getCurrentThreadCpuTime() - began;
        }
        return nanos;
    }

    private static void print(String what, String phase, long[] nanos) {
        long sum = Arrays.stream(nanos).sum();
        int worst = 0;
        for (int call = 1; call < nanos.length; call++) {
            worst = nanos[call] > nanos[worst] ? call : worst;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s, %s: %,d calls, %.2f s of processor time; median %.1f us, 99.9 %% within %.2f ms, the worst two %.2f ms (call %,d) and %.2f ms%n",
                what,
                phase,
                nanos.length,
                sum / 1e9,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length - nanos.length / 1_000] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                worst + 1,
                nanos[nanos.length - 2] / 1e6);
    }

    private static String name(int key) {
        return "pod-" + key;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
