package dev.interlock.benchmarks;

import dev.interlock.internal.graph.GraphRoot;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the machine charges for what any breaker needs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Floor {

    private final LongAdder adder = new LongAdder();
    private final GraphRoot root = new GraphRoot();
    private volatile Object seen = Work.RESULT;

    /** No breaker. */
    @Benchmark
    public Object noBreaker() {
        return Work.SUPPLIER.get();
    }

    /** One volatile read. */
    @Benchmark
    public Object volatileRead() {
        return seen;
    }

    /** The read of the graph as it is in a call: what proofs stop at must cost no more than the row above. */
    @Benchmark
    public Object graphRead() {
        return root.read();
    }

    /** One read of the clock. */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /** What an exact duration costs at least. */
    @Benchmark
    public long nanoTimeTwice() {
        long begun = System.nanoTime();
        return System.nanoTime() - begun;
    }

    /** One striped counter. */
    @Benchmark
    public void longAdder() {
        adder.increment();
    }
}
