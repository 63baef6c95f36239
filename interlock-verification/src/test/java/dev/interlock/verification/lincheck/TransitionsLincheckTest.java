package dev.interlock.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.internal.graph.Gate;
import dev.interlock.verification.planted.PlantedFault;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * S2, S6, S7: trip, recover, reset and the operator's events on a chain of three circuits, against the rules as one thread would follow
 * them: the events' answers, and the gates that admission reads.
 */
@Param(name = "circuit", gen = IntGen.class, conf = "0:2")
@Param(name = "event", gen = IntGen.class, conf = "0:4")
@EnabledIfSystemProperty(
        named = "interlock.proofs",
        matches = "short|long",
        disabledReason = "takes most of a minute: each operation has very many steps")
@SuppressWarnings("StringConcatToTextBlock") // code, line by line
public class TransitionsLincheckTest {

    /** Each depends on the one before. */
    private static final String[] NAMES = {"db", "api", "web"};

    private static final CircuitEvent[] EVENTS = {
        CircuitEvent.TRIP,
        CircuitEvent.ATTEMPT_RECOVERY,
        CircuitEvent.RESET,
        CircuitEvent.FORCE_OPEN,
        CircuitEvent.FORCE_CLOSE
    };

    private final Mesh mesh = mesh();

    private static Mesh mesh() {
        Mesh made = new Mesh(() -> {});
        made.define("db", "");
        made.define("api", "db");
        made.define("web", "api");
        return made;
    }

    @Operation
    public String move(@Param(name = "circuit") int circuit, @Param(name = "event") int event) {
        return mesh.event(NAMES[circuit], EVENTS[event]);
    }

    /** Own state, and how many open circuits block it: of one gate, so of one moment. */
    @Operation
    public String gate(@Param(name = "circuit") int circuit) {
        int gate = mesh.gate(NAMES[circuit]);
        return Gate.state(gate) + " blocked by " + Gate.blockedCount(gate);
    }

    /** The rules: the table of states, and what has to be up. */
    public static class Specification {
        private final State[] states = {State.CLOSED, State.CLOSED, State.CLOSED};

        public String move(int circuit, int event) {
            State from = states[circuit];
            State to = target(circuit, EVENTS[event]);
            if (to == null) {
                return "refused";
            }
            states[circuit] = to;
            return from + " -> " + to;
        }

        private @Nullable State target(int circuit, CircuitEvent event) {
            State from = states[circuit];
            return switch (event) {
                case TRIP -> from == State.CLOSED || from == State.HALF_OPEN ? State.OPEN : null;
                case ATTEMPT_RECOVERY -> from == State.OPEN && openBelow(circuit) == 0 ? State.HALF_OPEN : null;
                case RESET -> {
                    boolean may = from == State.CLOSED || (from != State.FORCED_OPEN && openBelow(circuit) == 0);
                    yield may ? State.CLOSED : null;
                }
                case FORCE_OPEN -> State.FORCED_OPEN;
                case FORCE_CLOSE -> State.CLOSED;
                default -> throw new IllegalArgumentException(event + " is not tried");
            };
        }

        public String gate(int circuit) {
            return states[circuit] + " blocked by " + openBelow(circuit);
        }

        /** On a chain, the dependency is up exactly if nothing further down is open. */
        private int openBelow(int circuit) {
            int open = 0;
            for (int below = 0; below < circuit; below++) {
                open += states[below].isOpen() ? 1 : 0;
            }
            return open;
        }
    }

    private static ModelCheckingOptions options() {
        return Effort.ofTheGraph().sequentialSpecification(Specification.class);
    }

    @Test
    void events_triedAtOnce_areAsIfOneAfterTheOther() {
        options().check(TransitionsLincheckTest.class);
    }

    @Test
    void events_graphPublishedByAPlainWrite_isFound() throws Exception {
        assertThat(FaultyCore.isFoundBy(
                        TransitionsLincheckTest.class,
                        new PlantedFault(
                                "GraphRoot.publish",
                                "return CURRENT.compareAndSet(this, expected, next)",
                                "if (current != expected) {\nreturn false;\n}\ncurrent = next;\nreturn true")))
                .isTrue();
    }

    @Test
    void events_recoveryCommittedOnANewerGraph_isFound() throws Exception {
        assertThat(
                        FaultyCore.isFoundBy(
                                TransitionsLincheckTest.class,
                                new PlantedFault(
                                        "Commits.transition",
                                        "if (publish(graph, draft))",
                                        "Draft late = new Draft(root.read());\nTransitions.move(late, index, decision.to(), cause, moment);\nif (publish(root.read(), late))")))
                .isTrue();
    }
}
