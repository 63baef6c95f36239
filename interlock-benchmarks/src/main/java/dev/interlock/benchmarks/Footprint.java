package dev.interlock.benchmarks;

import dev.failsafe.CircuitBreaker;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.openjdk.jol.info.GraphLayout;

/**
 * Bytes that a circuit keeps: everything that can be reached from many of them, less what can be reached without any, less their names.
 * A used circuit has seen three successes and a failure.
 */
public final class Footprint {

    private static final int OURS = 100_000;
    private static final int THEIRS = 10_000;

    private final StringJoiner results = new StringJoiner(",\n  ", "[\n  ", "\n]\n");

    private Footprint() {}

    static List<String> names(int circuits) {
        return IntStream.range(0, circuits).mapToObj(i -> "c" + i).toList();
    }

    /**
     * Measures.
     *
     * @param arguments the file of results
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: FILE.json");
            System.exit(2);
        }
        Footprint footprint = new Footprint();
        for (boolean used : new boolean[] {false, true}) {
            footprint.add("Interlock", used, OURS, names -> interlock(names, used));
            footprint.add("Resilience4j", used, THEIRS, names -> resilience4j(names, used));
            footprint.add("SmallRye", used, THEIRS, names -> smallrye(names, used));
            footprint.add("Failsafe", used, THEIRS, names -> failsafe(names, used));
        }
        Files.writeString(Path.of(arguments[0]), footprint.results.toString());
        System.exit(0); // peers have threads that stay
    }

    private void add(String library, boolean used, int circuits, Function<List<String>, Object> make) {
        List<String> names = names(circuits);
        // Twice without circuits: the first time loads what all of them share.
        reachable(make.apply(List.of()));
        long without = reachable(make.apply(List.of()));
        long with = reachable(make.apply(names));
        long named = names.stream()
                .mapToLong(name -> GraphLayout.parseInstance(name).totalSize())
                .sum();
        double bytes = (double) (with - without - named) / circuits;
        results.add(String.format(
                Locale.ROOT,
                "{\"library\": \"%s\", \"used\": %b, \"circuits\": %d, \"bytes\": %.0f}",
                library,
                used,
                circuits,
                bytes));
        System.out.printf(Locale.ROOT, "%s, %s: %.0f bytes a circuit%n", library, used ? "used" : "idle", bytes);
    }

    private static long reachable(Object root) {
        long size = GraphLayout.parseInstance(root).totalSize();
        if (root instanceof Interlock interlock) {
            interlock.close();
        }
        return size;
    }

    private static Object interlock(List<String> names, boolean used) {
        Interlock interlock = Interlock.create();
        interlock.defineAll(all -> names.forEach(all::define));
        interlock.define("last"); // the events of the commit before are let go of
        if (used) {
            names.forEach(name -> {
                Circuit circuit = interlock.circuit(name);
                use(work -> circuit.call(work::run));
            });
        }
        return interlock;
    }

    private static Object resilience4j(List<String> names, boolean used) {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        names.forEach(name -> {
            io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = registry.circuitBreaker(name);
            if (used) {
                use(work -> breaker.executeSupplier(work::run));
            }
        });
        return registry;
    }

    private static Object smallrye(List<String> names, boolean used) {
        List<TypedGuard<Object>> guards = new ArrayList<>();
        names.forEach(name -> {
            TypedGuard<Object> guard = Peers.smallrye(0.5);
            guards.add(guard);
            if (used) {
                use(work -> guard.get(work::run));
            }
        });
        return guards;
    }

    private static Object failsafe(List<String> names, boolean used) {
        List<CircuitBreaker<Object>> breakers = new ArrayList<>();
        names.forEach(name -> {
            CircuitBreaker<Object> breaker = Peers.failsafeTimeWindow();
            breakers.add(breaker);
            if (used) {
                use(work -> {
                    try {
                        Object result = work.run();
                        breaker.recordSuccess();
                        return result;
                    } catch (IllegalStateException failed) {
                        breaker.recordException(failed);
                        throw failed;
                    }
                });
            }
        });
        return breakers;
    }

    private static void use(Function<Call, Object> protection) {
        for (int i = 0; i < 3; i++) {
            Object unused = protection.apply(() -> Work.RESULT);
        }
        try {
            Object unused = protection.apply(() -> {
                throw new IllegalStateException("a failure");
            });
        } catch (IllegalStateException expected) {
            // It went through the circuit, which counted it.
        }
    }

    /** What is protected. */
    @FunctionalInterface
    private interface Call {
        Object run();
    }
}
