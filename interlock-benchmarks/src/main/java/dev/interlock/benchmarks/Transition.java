package dev.interlock.benchmarks;

import dev.interlock.Actor;
import dev.interlock.CircuitOperator;
import dev.interlock.Interlock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Opening and closing a root, until every dependent is blocked and free again: two transitions. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class Transition {

    private static final Actor OPS = Actor.of("benchmark");
    private static final int WIDTH = 100;

    /** Circuits that depend on the root, directly or not; a thousand others do not. */
    @Param({"0", "1000", "10000", "100000"})
    public int dependents;

    private final Interlock interlock = Interlock.create();
    private CircuitOperator root = interlock.define("root").operator();

    /** Builds a graph of layers. */
    @Setup
    public void build() {
        interlock.defineAll(all -> {
            for (int i = 0; i < 1_000; i++) {
                all.define("other" + i);
            }
            for (int i = 0; i < dependents; i++) {
                // A tree of some layers: each node carries a hundred others.
                String below = i < WIDTH ? "root" : "d" + (i / WIDTH - 1);
                all.define("d" + i, c -> c.dependsOn(below));
            }
        });
        root = interlock.circuit("root").operator();
    }

    /** Ends its threads. */
    @TearDown
    public void close() {
        interlock.close();
    }

    /** Two transitions. */
    @Benchmark
    public void openAndClose() {
        root.forceOpen(OPS, "benchmark");
        root.forceClose(OPS, "benchmark");
    }
}
