package dev.interlock.benchmarks;

import dev.interlock.Actor;
import dev.interlock.Circuit;
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

/** What the size and the depth of the graph around a circuit cost, and transitions elsewhere. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class LargeGraph {

    private static final Actor OPS = Actor.of("benchmark");

    /** Circuits, and dependencies in a row below the measured one. */
    @Param({"1 x 1", "100 x 1", "100 x 60", "1000000 x 1", "1000000 x 60"})
    public String shape = "1 x 1";

    /** Transitions a second in another part of the graph. */
    @Param({"0", "1000"})
    public int transitions;

    private final Interlock interlock = Interlock.create();
    private Circuit circuit = interlock.define("measured");
    private Circuit elsewhere = interlock.define("elsewhere");
    private Thread mover = new Thread(() -> {});

    /** Builds the graph. */
    @Setup
    public void build() {
        int times = shape.indexOf(" x ");
        int circuits = Integer.parseInt(shape.substring(0, times));
        int depth = Integer.parseInt(shape.substring(times + 3));
        interlock.remove("measured");
        interlock.defineAll(all -> {
            for (int i = 0; i < circuits; i++) {
                boolean inRow = i > 0 && i < depth;
                int below = i - 1;
                all.define("c" + i, c -> {
                    if (inRow) {
                        c.dependsOn("c" + below);
                    }
                });
            }
        });
        circuit = interlock.circuit("c" + (Math.min(circuits, depth) - 1));
        mover = new Thread(this::move, "transitions");
        mover.setDaemon(true);
        mover.start();
    }

    private void move() {
        CircuitOperator operator = elsewhere.operator();
        try {
            while (transitions > 0 && !Thread.currentThread().isInterrupted()) {
                operator.forceOpen(OPS, "elsewhere");
                operator.forceClose(OPS, "elsewhere");
                Thread.sleep(2_000 / transitions);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends its threads. */
    @TearDown
    public void close() throws InterruptedException {
        mover.interrupt();
        mover.join();
        interlock.close();
    }

    /** A permitted, successful call. */
    @Benchmark
    public Object call() {
        return circuit.call(() -> Work.RESULT);
    }
}
