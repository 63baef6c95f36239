package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.Group;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.State;
import dev.interlock.event.GraphChanged;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several owners want the circuit of one name, and none of them knows who comes first. */
@ExtendWith(InterlockExtension.class)
class DefineOrGetTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 200;

    @Test
    void nameThatIsFree_isDefined(Interlock interlock) {
        Circuit circuit = interlock.defineOrGet("c", c -> c.failureThreshold(7));

        assertThat(circuit.config().failureThreshold()).hasValue(7);
        assertThat(interlock.circuit("c")).isSameAs(circuit);
        assertThat(interlock.defineOrGet("d")).isSameAs(interlock.circuit("d"));
    }

    @Test
    void nameThatIsTaken_isTheCircuitAsItIs_andNobodyAsksTheOptions(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(7));
        open(circuit);
        AtomicInteger asked = new AtomicInteger();

        Circuit same = interlock.defineOrGet("c", c -> {
            asked.incrementAndGet();
            c.failureThreshold(-1);
        });

        assertThat(same).isSameAs(circuit);
        assertThat(same.state()).isEqualTo(State.OPEN);
        assertThat(same.config().failureThreshold()).hasValue(7);
        assertThat(asked).hasValue(0);
    }

    @Test
    void nameOfARemovedCircuit_orOfAnEdgeOnly_isDefined(Interlock interlock) {
        Circuit gone = interlock.define("c");
        interlock.remove("c");
        interlock.define("api", c -> c.dependsOn("db"));

        assertThat(interlock.defineOrGet("c")).isNotSameAs(gone);
        open(interlock.defineOrGet("db"));
        assertThat(interlock.circuit("api").isBlocked()).isTrue();
    }

    @Test
    void whatCannotBeDefined_isRefused_andNothingChanges(Interlock interlock) {
        interlock.define("a", c -> c.dependsOn("b"));
        interlock.signal("disk", () -> true, s -> {});
        long version = interlock.snapshot().version();

        assertThatThrownBy(() -> interlock.defineOrGet("b", c -> c.dependsOn("a")))
                .isInstanceOf(DependencyCycleException.class);
        assertThatThrownBy(() -> interlock.defineOrGet("a b", c -> c.failureThreshold(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("failureThreshold");
        assertThatThrownBy(() -> interlock.defineOrGet("disk"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("there is a signal of this name already");
        assertThat(interlock.snapshot().version()).isEqualTo(version);
    }

    @Test
    void member_hasTheDefaultsOfItsGroup_orIsTheOneThatIsThere(Interlock interlock) {
        Group group = interlock.group("payments", c -> c.failureThreshold(7));

        Circuit database = group.defineOrGet("db", member -> {});

        assertThat(database.name()).isEqualTo("payments.db");
        assertThat(database.config().failureThreshold()).hasValue(7);
        assertThat(group.defineOrGet("db", member -> member.options().failureThreshold(8)))
                .isSameAs(database);
    }

    @Test
    void manyThreadsAtOnce_oneDefines_andAllGetTheSame(Interlock interlock, ManualTime time) throws Exception {
        List<String> defined = Collections.synchronizedList(new ArrayList<>());
        interlock.on(GraphChanged.class, event -> defined.add(event.node()));

        race(thread -> round -> interlock.defineOrGet("c" + round, c -> c.failureThreshold(thread + 1)));

        time.advance(Duration.ofMillis(1));
        assertThat(defined).doesNotHaveDuplicates().hasSize(ROUNDS);
    }

    @Test
    void manyThreadsAtOnce_whileTheGraphChanges_noneIsRefused(Interlock interlock) throws Exception {
        interlock.define("hub");
        interlock.define("busy");

        race(thread -> round -> {
            if (thread == 0) { // each of these loses the others their compare-and-set
                interlock.link("busy", EdgeKind.RECOVERS_AFTER, "hub");
                interlock.unlink("busy", EdgeKind.RECOVERS_AFTER, "hub");
            }
            return interlock.defineOrGet("c" + round, c -> c.dependsOn("hub"));
        });

        assertThat(interlock.names()).hasSize(ROUNDS + 2);
    }

    private interface Step {
        Circuit at(int round) throws Exception;
    }

    private interface Steps {
        Step of(int thread);
    }

    private static void race(Steps steps) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<Circuit>>> threads = IntStream.range(0, THREADS)
                    .<Callable<List<Circuit>>>mapToObj(thread -> () -> {
                        Step step = steps.of(thread);
                        List<Circuit> got = new ArrayList<>();
                        for (int round = 0; round < ROUNDS; round++) {
                            together.await(30, TimeUnit.SECONDS);
                            got.add(step.at(round));
                        }
                        return got;
                    })
                    .toList();
            List<List<Circuit>> all = new ArrayList<>();
            for (Future<List<Circuit>> each : pool.invokeAll(threads)) {
                all.add(each.get());
            }
            for (int round = 0; round < ROUNDS; round++) {
                int now = round;
                Set<Circuit> same = all.stream().map(got -> got.get(now)).collect(Collectors.toSet());
                assertThat(same).as("round " + round).hasSize(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
