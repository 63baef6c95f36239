package dev.interlock.verification.together;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitFamily;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyReadiness;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InterlockSettings;
import dev.interlock.RecoveryMode;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A graph drawn from a seed, the health of what it protects, and requests that walk down it as real ones do. */
final class World implements AutoCloseable {

    /** A request that meets a circuit again goes on for so long: deeper ones only make runs longer. */
    private static final int MOST_NESTED = 2;

    final Random random;
    final ManualTime time = ManualTime.create();
    final Interlock interlock;
    final boolean condensed;
    final List<String> names = new ArrayList<>();
    final CircuitFamily family;
    final Set<String> sick = new TreeSet<>();
    private boolean budgeted;
    boolean guardsPass = true;
    boolean signalUp = true;

    World(long seed) {
        random = new Random(seed);
        condensed = random.nextInt(4) == 0;
        interlock = Interlock.create(this::settings);
        int size = 3 + random.nextInt(8);
        for (int i = 0; i < size; i++) {
            names.add("c" + i);
        }
        interlock.signal("signal", () -> signalUp, s -> {
            s.interval(Duration.ofSeconds(2)).downAfter(1 + random.nextInt(2));
            if (random.nextInt(3) == 0) {
                s.cascadesTo(any());
            }
        });
        for (String name : names) {
            interlock.define(name, c -> configure(c, name));
        }
        family = interlock.family("f", f -> {
            f.template(c -> {
                options(c, "f");
                if (random.nextBoolean()) {
                    c.dependsOn("c0");
                }
            });
            int places = 2 + random.nextInt(4);
            f.maxSize(places).idleAfter(Duration.ofSeconds(30));
            if (random.nextBoolean()) {
                f.hostOpensAt(1 + random.nextInt(places));
            }
        });
    }

    private void settings(InterlockSettings.Builder s) {
        s.timeSource(time).scheduler(time).hookExecutor(time).seed(random.nextLong());
        s.cycles(condensed ? CyclePolicy.CONDENSE : CyclePolicy.REFUSE);
        budgeted = random.nextInt(3) == 0;
        if (budgeted) {
            s.recoveryBudget(1 + random.nextInt(2));
        }
        if (random.nextInt(3) == 0) {
            s.panicThreshold(0.3 + 0.6 * random.nextDouble());
        }
    }

    String any() {
        return names.get(random.nextInt(names.size()));
    }

    Duration seconds(int most) {
        return Duration.ofSeconds(1 + random.nextInt(most));
    }

    /** Options and edges; edges go to circuits with smaller numbers, unless cycles are condensed. */
    void configure(CircuitConfigBuilder c, String name) {
        options(c, name);
        int at = names.indexOf(name);
        for (int edge = random.nextInt(3); edge > 0; edge--) {
            int to = condensed ? random.nextInt(names.size()) : random.nextInt(at + 1);
            if (to == at) {
                continue;
            }
            if (random.nextInt(4) == 0) {
                c.recoversAfter(names.get(to));
            } else {
                c.dependsOn(names.get(to));
            }
        }
        if (random.nextInt(6) == 0) {
            c.dependsOn("signal");
        }
        if (random.nextInt(4) == 0) {
            c.cascadesTo(any());
        }
    }

    private void options(CircuitConfigBuilder c, String name) {
        switch (random.nextInt(4)) {
            case 0 -> c.failureThreshold(1 + random.nextInt(3));
            case 1 -> c.consecutiveFailures(1 + random.nextInt(3));
            case 2 -> c.failureRate(0.5).minimumCalls(2 + random.nextInt(8)).failureWindow(seconds(20));
            default -> c.failureRate(0.3).minimumCalls(1 + random.nextInt(3)).countWindow(10);
        }
        c.resetTimeout(seconds(6)).jitter(random.nextInt(2) * 0.2).retryInterval(seconds(2));
        c.halfOpenCalls(1 + random.nextInt(2)).successThreshold(1 + random.nextInt(2));
        c.permitDeadline(seconds(20));
        if (random.nextInt(4) == 0) {
            c.backoffMultiplier(2).maxResetTimeout(Duration.ofSeconds(20));
        }
        if (random.nextInt(3) == 0) {
            c.slowCallRate(0.5).slowCallThreshold(seconds(4));
        }
        if (random.nextInt(4) == 0) {
            c.maxConcurrent(1 + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            c.rampUp(seconds(5));
        }
        if (random.nextInt(4) == 0) {
            c.recoveryGuard("recovery", this::guard);
        }
        if (random.nextInt(5) == 0) {
            c.resetGuard("reset", this::guard);
        }
        if (random.nextInt(6) == 0) {
            c.callGuard("call", this::guard);
        }
        if (random.nextInt(5) == 0 && !name.equals("f")) {
            c.probe(
                    () -> {
                        if (sick.contains(name) && random.nextBoolean()) {
                            throw new IOException("down");
                        }
                        return !sick.contains(name);
                    },
                    seconds(3));
        }
        // With a budget ON_CALL can get stuck: docs/recovery-limits.md tells how. It has to be called itself, so it
        // promises less anyway.
        if (random.nextInt(6) == 0 && !budgeted) {
            c.recoveryMode(RecoveryMode.ON_CALL);
        }
        if (random.nextInt(5) == 0 && !name.equals("f")) {
            c.dependencyReadiness(DependencyReadiness.CLOSED_ONLY);
        }
    }

    private boolean guard() {
        if (!guardsPass && random.nextInt(8) == 0) {
            throw new IllegalStateException("a guard that throws");
        }
        return guardsPass || random.nextInt(3) == 0;
    }

    /** A request to a circuit; whatever comes of it. */
    void request(Circuit circuit) {
        try {
            down(circuit, new HashMap<>());
        } catch (CallRejectedException | IOException | IllegalStateException expected) {
            // Refusals and failures are what is played.
        }
    }

    /** Calls what the service depends on, and then does its own work. */
    void down(Circuit circuit, Map<String, Integer> met) throws IOException {
        if (met.merge(circuit.name(), 1, Integer::sum) > MOST_NESTED) {
            return;
        }
        circuit.<RuntimeException>run(() -> {
            try {
                below(circuit, met);
            } catch (IOException failed) {
                throw new IllegalStateException("wrapped", failed);
            }
        });
    }

    private void below(Circuit circuit, Map<String, Integer> met) throws IOException {
        for (String dependency : circuit.dependencies()) {
            if (names.contains(dependency) && interlock.find(dependency).isPresent()) {
                down(interlock.circuit(dependency), met);
            }
        }
        if (sick.contains(circuit.name())) {
            throw new IOException("down");
        }
    }

    /**
     * Where requests come in: nobody else depends on these circuits. In a cycle there is no such circuit, so all are; and a circuit with ON_CALL has
     * to be called itself.
     */
    List<Circuit> entries() {
        Set<String> called = new HashSet<>();
        for (Edge edge : interlock.snapshot().edges()) {
            if (edge.kind() == EdgeKind.DEPENDS_ON && !edge.from().startsWith("f/")) {
                called.add(edge.to());
            }
        }
        return names.stream()
                .flatMap(name -> interlock.find(name).stream())
                .filter(circuit -> condensed
                        || !called.contains(circuit.name())
                        || circuit.config().recoveryMode() == RecoveryMode.ON_CALL)
                .toList();
    }

    @Override
    public void close() {
        interlock.close();
    }
}
