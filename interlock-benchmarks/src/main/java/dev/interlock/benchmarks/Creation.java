package dev.interlock.benchmarks;

import dev.failsafe.CircuitBreaker;
import dev.interlock.Interlock;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Making ten thousand circuits, and what holds them together: the time of one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(Creation.CIRCUITS)
@State(Scope.Benchmark)
public class Creation {

    static final int CIRCUITS = 10_000;

    private final List<String> names = Footprint.names(CIRCUITS);

    /** Interlock, each in a commit of its own. */
    @Benchmark
    public Object interlockOneByOne() {
        try (Interlock interlock = Interlock.create()) {
            names.forEach(interlock::define);
            return interlock;
        }
    }

    /** Interlock, all in one commit. */
    @Benchmark
    public Object interlockBatch() {
        try (Interlock interlock = Interlock.create()) {
            interlock.defineAll(all -> names.forEach(all::define));
            return interlock;
        }
    }

    /** Resilience4j, in a registry. */
    @Benchmark
    public Object resilience4j() {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        names.forEach(registry::circuitBreaker);
        return registry;
    }

    /** Failsafe, which has no names and no registry. */
    @Benchmark
    public Object failsafe() {
        List<CircuitBreaker<Object>> breakers = new ArrayList<>(CIRCUITS);
        names.forEach(name -> breakers.add(Peers.failsafeTimeWindow()));
        return breakers;
    }

    /** SmallRye, without a registry. */
    @Benchmark
    public Object smallrye() {
        List<Object> guards = new ArrayList<>(CIRCUITS);
        names.forEach(name -> guards.add(Peers.smallrye(0.5)));
        return guards;
    }
}
