package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.eventually;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.interlock.Actor;
import dev.interlock.CascadeMode;
import dev.interlock.Circuit;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.Permit;
import dev.interlock.Reason;
import dev.interlock.Signal;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.GraphChanged;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Names that come once leave nothing behind, and whose number another name has by now is still told apart from it. */
class NamesComeAndGoTest {

    private static final Actor ME = Actor.of("me");
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ManualTime time = ManualTime.create();

    @Test
    void namesThatNeverComeAgain_definedAndRemoved_doNotMakeTheGraphLarger() {
        try (Interlock interlock = interlock()) {
            interlock.define("hub");
            for (int i = 0; i < 50_000; i++) {
                String name = "tenant-" + i;
                Circuit circuit = interlock.define(name, c -> c.dependsOn("hub").recoversAfter("undefined-" + name));
                assertThat(number(circuit)).as(name).isLessThan(4);
                interlock.remove(name);
            }
        }
    }

    @Test
    void signalsThatNeverComeAgain_doNotMakeTheGraphLarger() {
        try (Interlock interlock = interlock()) {
            for (int i = 0; i < 1_000; i++) {
                Signal signal = interlock.signal("disk-" + i, () -> true, s -> s.cascadesTo("c-" + signalNumber()));
                interlock.remove(signal.name());
            }
            assertThat(number(interlock.define("last"))).isLessThan(3);
        }
    }

    private int signals;

    private int signalNumber() {
        return signals++;
    }

    @Test
    void edgesTakenAwayByAReconfiguration_andPlansOnly_giveTheirNamesBack() {
        try (Interlock interlock = interlock()) {
            interlock.define("u");
            for (int i = 0; i < 1_000; i++) {
                String name = "n" + i;
                interlock.diff(plan -> plan.define("planned-" + name, c -> c.dependsOn(name)));
                interlock.reconfigure(change -> change.replace("u", c -> c.dependsOn(name)));
            }
            assertThat(number(interlock.define("last"))).isLessThan(4);
        }
    }

    @Test
    void definitionUnderWay_whoseNameComesAndGoesMeanwhile_keepsItsNumber() {
        try (Interlock interlock = interlock()) {
            AtomicBoolean once = new AtomicBoolean();
            interlock.reconfigure(change -> {
                change.define("a", c -> {});
                if (once.compareAndSet(false, true)) {
                    interlock.define("a");
                    interlock.remove("a");
                    interlock.define("b");
                }
            });

            Circuit circuit = interlock.circuit("a");
            open(circuit);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
            assertThat(interlock.circuit("b").state()).isEqualTo(State.CLOSED);
            assertThat(number(circuit)).isNotEqualTo(number(interlock.circuit("b")));
        }
    }

    @Test
    void nameThatAnEdgeLeadsTo_keepsItsNumber() {
        try (Interlock interlock = interlock()) {
            List<Circuit> sources = List.of(
                    interlock.define("u1", c -> c.dependsOn("hard")),
                    interlock.define("u2", c -> c.recoversAfter("soft")),
                    interlock.define("u3", c -> c.cascadesTo("target")));
            for (String name : List.of("hard", "soft", "target")) {
                interlock.define(name);
                interlock.remove(name);
            }

            interlock.define("other");

            assertThat(interlock.snapshot().edges())
                    .extracting(Edge::from, Edge::to)
                    .containsExactly(tuple("u1", "hard"), tuple("u2", "soft"), tuple("u3", "target"));
            assertThat(sources).allMatch(source -> !source.isBlocked());
        }
    }

    @Test
    void handleOfARemovedCircuit_whoseNumberAnotherOneHas_answersAsRemoved() {
        try (Interlock interlock = interlock()) {
            Circuit dependency = interlock.define("d");
            Circuit gone = interlock.define("gone");
            interlock.remove("gone");
            Circuit other = interlock.define("other", c -> c.dependsOn("d").maxConcurrent(1));
            assertThat(number(other)).isEqualTo(number(gone));
            open(dependency);
            other.operator().forceOpen(ME, "so that it differs in all that it could");

            assertThat(gone.state()).isEqualTo(State.DISABLED);
            assertThat(gone.isBlocked()).isFalse();
            assertThat(gone.isCallable()).isTrue();
            assertThat(gone.<String, RuntimeException>call(() -> "passes")).isEqualTo("passes");
            assertThat(gone.dependencies()).isEmpty();
            assertThat(gone.config().maxConcurrent()).isEmpty();
            assertThat(gone.explain().text()).isEqualTo("'gone' is not defined");
            assertThat(gone.explain().rootCauses()).isEmpty();
            assertThat(gone.metrics().failures()).isZero();
            assertThat(gone.toString()).isEqualTo("Circuit 'gone' (removed)");
            assertThat(gone.reset().reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.kind()).isEqualTo(Reason.Kind.GONE))
                    .satisfies(reason -> assertThat(reason.message()).contains("'gone'"));
            assertThat(gone.operator().release(ME, "late").isApplied()).isFalse();
            assertThat(other.state()).isEqualTo(State.FORCED_OPEN);
        }
    }

    @Test
    void permitAndTimersOfARemovedCircuit_endedWhenAnotherOneHasItsNumber_countNowhere() {
        try (Interlock interlock = interlock()) {
            Circuit gone =
                    interlock.define("gone", c -> c.consecutiveFailures(1).resetTimeout(WAIT));
            Permit late = gone.acquire();
            open(gone);
            interlock.remove("gone");
            Circuit other =
                    interlock.define("other", c -> c.consecutiveFailures(1).resetTimeout(WAIT.multipliedBy(3)));
            other.operator().open(ME, "at the same number, and in the same epoch");
            assertThat(number(other)).isEqualTo(number(gone));

            late.failure(new IllegalStateException());
            time.advance(WAIT.multipliedBy(2)); // the wait of the one that is gone, and not of the other

            assertThat(other.state()).isEqualTo(State.OPEN);
            assertThat(other.metrics().failures()).isZero();
            time.advance(WAIT.multipliedBy(2));
            assertThat(other.state()).isEqualTo(State.HALF_OPEN);
        }
    }

    @Test
    void signalThatIsGone_whoseNumberAnotherOneHas_tellsNothingOfIt() {
        try (Interlock interlock = interlock()) {
            Signal gone = interlock.signal("gone", () -> false, s -> {});
            interlock.remove("gone");
            Circuit other = interlock.define("other");
            other.operator().forceOpen(ME, "no signal");

            gone.check();

            assertThat(gone.isUp()).isTrue();
            assertThat(other.state()).isEqualTo(State.FORCED_OPEN);
        }
    }

    @Test
    void snapshotOfAnEarlierMoment_namesWhatWasThereThen() {
        try (Interlock interlock = interlock()) {
            interlock.define("hub");
            interlock.define("old", c -> c.dependsOn("hub"));
            Snapshot before = interlock.snapshot();
            interlock.remove("old");
            interlock.define("new");
            interlock.define("old");

            assertThat(before.node("old").kind()).isEqualTo(NodeKind.CIRCUIT);
            assertThat(before.find("new")).isEmpty();
            assertThat(before.edges())
                    .containsExactly(new Edge("old", EdgeKind.DEPENDS_ON, "hub", CascadeMode.ENFORCE));
            assertThat(before.recoveryOrder()).isEqualTo(List.of(List.of("hub"), List.of("old")));
        }
    }

    @Test
    void eventsOfNamesThatComeAndGo_tellEachOnce_inOrder() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Interlock interlock = interlock()) {
            interlock.on(GraphChanged.class, event -> told.add(event.change() + " " + event.node()));

            for (String name : List.of("a", "b", "a")) {
                interlock.define(name);
                interlock.remove(name);
            }
            assertThat(interlock.remove("a")).isFalse();
            eventually("all are told", () -> told.size() >= 6);
        }
        assertThat(told).containsExactly("DEFINED a", "REMOVED a", "DEFINED b", "REMOVED b", "DEFINED a", "REMOVED a");
    }

    @Test
    void timersOfACircuitThatIsGone_areDisarmed_thoughItsNumberIsGivenBack() {
        try (Interlock interlock = interlock()) {
            List<Circuit> opened = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Circuit circuit = interlock.define("c" + i, c -> c.resetTimeout(WAIT));
                open(circuit);
                opened.add(circuit);
            }
            assertThat(interlock.diagnostics().timersPending()).isEqualTo(10);

            opened.forEach(circuit -> interlock.remove(circuit.name()));

            assertThat(interlock.diagnostics().timersPending()).isZero();
        }
    }

    @Test
    void familyOfANameWhoseCircuitsAreGone_canBeMade() {
        try (Interlock interlock = interlock()) {
            interlock.define("tenant/1");
            interlock.remove("tenant/1");

            Circuit circuit = interlock.family("tenant", f -> {}).circuit("1");

            assertThat(circuit.name()).isEqualTo("tenant/1");
            open(circuit);
            assertThat(interlock.snapshot().node("tenant/1").state()).isEqualTo(State.OPEN);
            InterlockChecks.assertConsistent(interlock.snapshot());
        }
    }

    private Interlock interlock() {
        return Interlock.create(s -> s.timeSource(time).scheduler(time));
    }

    private static int number(Circuit circuit) {
        return ((CircuitImpl) circuit).index();
    }
}
