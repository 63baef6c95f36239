package dev.interlock.verification.limits;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitEvent;
import dev.interlock.CyclePolicy;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.PanicChanged;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.InterlockChecks.Option;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random graphs with a budget and a panic threshold, through random outages. At each event: no attempt took a place more than there are, no
 * cascade opened anything in a panic, and panic is what a computation from scratch says. When all services are healthy again
 * and calls come in at the top only, everything closes in bounded time (L5), whatever the budget.
 */
class LimitedGraphTest {

    private static final int GRAPHS = 150;
    private static final int STEPS = 60;
    private static final Duration WAIT = ofSeconds(10);

    private final Random random = new Random(20_261_128);
    private final ManualTime time = ManualTime.create();
    private final List<Circuit> circuits = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, NaiveLimits.Told> told = new TreeMap<>();
    private final Set<String> probed = new TreeSet<>();
    private final Set<String> guarded = new TreeSet<>();
    private boolean[] healthy = {};
    private Optional<CascadeHappened> last = Optional.empty();
    private int attempts;
    private int stopped;
    private boolean toldPanic;
    private Interlock interlock;
    private NaiveLimits naive;

    private static final Logger LOG = Logger.getLogger("dev.interlock");

    /** Thousands of panics would be told. */
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void aloud() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource(CyclePolicy.class)
    void randomGraphs_throughOutages_keepTheLimits_andComeBack(CyclePolicy cycles) {
        for (int graph = 0; graph < GRAPHS; graph++) {
            int budget = 1 + random.nextInt(3);
            double panic = 0.3 + 0.6 * random.nextDouble();
            try (Interlock fresh = Interlock.create(s -> s.timeSource(time)
                    .scheduler(time)
                    .hookExecutor(time)
                    .cycles(cycles)
                    .recoveryBudget(budget)
                    .panicThreshold(panic)
                    .seed(random.nextLong()))) {
                interlock = fresh;
                play(2 + random.nextInt(8), budget, panic, cycles);
            }
        }
        assertThat(attempts).isGreaterThan(1_000);
        assertThat(stopped).as("cascades that a panic stopped").isGreaterThan(20);
    }

    private void play(int size, int budget, double panic, CyclePolicy cycles) {
        circuits.clear();
        probed.clear();
        guarded.clear();
        told.clear();
        toldPanic = false;
        healthy = new boolean[size];
        for (int i = 0; i < size; i++) {
            healthy[i] = true;
            int at = i;
            circuits.add(interlock.define("c" + i, c -> configure(c, at, size, cycles)));
        }
        Snapshot start = interlock.snapshot();
        start.nodes().forEach(node -> told.put(node.name(), new NaiveLimits.Told(node.state(), node.since())));
        naive = new NaiveLimits(told.keySet(), start.edges(), probed);
        interlock.on(InterlockEvent.class, event -> follow(event, budget, panic));
        for (int step = 0; step < STEPS; step++) {
            step(size);
            check(panic, cycles);
        }
        comeBack(cycles);
        assertThat(wrong).isEmpty();
        assertThat(time.takeFailures()).isEmpty();
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
    }

    private void configure(CircuitConfigBuilder c, int at, int size, CyclePolicy cycles) {
        c.failureThreshold(1).resetTimeout(WAIT).jitter(0.25);
        if (random.nextInt(4) == 0) {
            probed.add("c" + at);
            c.probe(() -> healthy[at], ofSeconds(1));
        } else if (random.nextInt(4) == 0) {
            guarded.add("c" + at);
            c.recoveryGuard("coin", () -> random.nextInt(3) > 0);
        }
        for (int to = 0; to < (cycles == CyclePolicy.CONDENSE ? size : at); to++) {
            if (to != at && random.nextInt(3) == 0) {
                if (random.nextInt(4) == 0) {
                    c.recoversAfter("c" + to);
                } else {
                    c.dependsOn("c" + to);
                }
            }
        }
        if (random.nextInt(2) == 0) {
            c.cascadesTo("c" + (at + 1) % size);
        }
    }

    private void follow(InterlockEvent event, int budget, double panic) {
        if (event instanceof CircuitTransitioned moved) {
            boolean cascaded = moved.cause().event() == CircuitEvent.CASCADE;
            if (cascaded && last.filter(cascade -> !cascade.isStopped()).isEmpty()) {
                wrong.add(moved + " after " + last);
            }
            Map<String, NaiveLimits.Told> before = new TreeMap<>(told);
            told.put(moved.circuit(), new NaiveLimits.Told(moved.to(), moved.at()));
            if (moved.cause().event() == CircuitEvent.ATTEMPT_RECOVERY) {
                attempts++;
                // A good call buys another wait, and nobody outside knows whether there was one: one of the two has to
                // be true.
                if (isOver(before, budget, idle(moved, WAIT))
                        && isOver(before, budget, idle(moved, WAIT.multipliedBy(2)))) {
                    wrong.add(moved.circuit() + " has a place more than there are, " + budget + ": " + told
                            + interlock.snapshot().edges());
                }
            }
        } else if (event instanceof CascadeHappened cascade) {
            stopped += cascade.panic() ? 1 : 0;
            last = Optional.of(cascade);
            if (cascade.panic() != isPanicking(panic)) {
                wrong.add(cascade + " with " + naive.open(told) + " of " + told.size() + " open");
            }
        } else if (event instanceof PanicChanged change) {
            if (change.panicking() == toldPanic || change.panicking() != isPanicking(panic)) {
                wrong.add(change + " after " + toldPanic);
            }
            toldPanic = change.panicking();
        }
    }

    private boolean isOver(Map<String, NaiveLimits.Told> before, int budget, Set<String> idle) {
        return naive.places(told, idle) > Math.max(budget, naive.places(before, idle));
    }

    private Set<String> idle(CircuitTransitioned event, Duration wait) {
        return interlock.snapshot().nodes().stream()
                .filter(node -> node.permitsOutstanding() == 0)
                .map(NodeView::name)
                .filter(name -> !told.get(name).since().isAfter(event.at().minus(wait)))
                .collect(Collectors.toSet());
    }

    private boolean isPanicking(double panic) {
        return naive.open(told) > panic * told.size();
    }

    private void check(double panic, CyclePolicy cycles) {
        assertThat(circuits)
                .filteredOn(circuit -> !guarded.contains(circuit.name()))
                .as("who may recover has done so, whatever its place is shared with")
                .noneMatch(Circuit::isRecoveryDue);
        Snapshot now = interlock.snapshot();
        InterlockChecks.assertConsistent(
                now, cycles == CyclePolicy.CONDENSE ? new Option[] {Option.ALLOW_CYCLES} : new Option[0]);
        assertThat(now.openCircuits()).isEqualTo((int) naive.open(told));
        assertThat(now.isPanicking()).isEqualTo(isPanicking(panic)).isEqualTo(toldPanic);
    }

    private void step(int size) {
        int at = random.nextInt(size);
        switch (random.nextInt(10)) {
            case 0, 1 -> healthy[at] = false;
            case 2 -> healthy[at] = true;
            case 3, 4, 5 -> call(at);
            case 6 -> circuits.get(at).operator().open(OPS, "test");
            case 7 -> circuits.get(at).attemptRecovery();
            default -> time.advance(ofMillis(random.nextInt(4_000)));
        }
    }

    /** Down through the dependencies, each once, as a request would. */
    private void call(int at) {
        try {
            down(at, new TreeSet<>());
        } catch (CallRejectedException | IllegalStateException expected) {
            // Refusals and failures are what is played.
        }
    }

    private void down(int at, Set<Integer> met) {
        if (!met.add(at)) {
            return;
        }
        circuits.get(at).run(() -> {
            for (String below : circuits.get(at).dependencies()) {
                down(Integer.parseInt(below.substring(1)), met);
            }
            if (!healthy[at]) {
                throw new IllegalStateException("down");
            }
        });
    }

    private void comeBack(CyclePolicy cycles) {
        java.util.Arrays.fill(healthy, true);
        List<Edge> edges = interlock.snapshot().edges();
        for (int second = 0; second < 300 && !circuits.stream().allMatch(Circuit::isClosed); second++) {
            time.advance(ofSeconds(1));
            for (int at = 0; at < circuits.size(); at++) {
                String name = "c" + at;
                boolean top = edges.stream()
                        .noneMatch(edge ->
                                edge.kind() != EdgeKind.CASCADES_TO && edge.to().equals(name));
                if (top || cycles == CyclePolicy.CONDENSE) {
                    call(at);
                }
            }
        }
        assertThat(circuits).allMatch(Circuit::isClosed);
    }
}
