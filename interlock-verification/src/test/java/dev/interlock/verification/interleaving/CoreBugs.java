package dev.interlock.verification.interleaving;

import dev.interlock.verification.interleaving.SmallCheck.Space;
import dev.interlock.verification.planted.PlantedFault;
import java.util.List;

/** Faults in the core, each with the rule that it breaks and the exploration that has to find it. */
@SuppressWarnings({"ImmutableEnumChecker", "StringConcatToTextBlock"}) // a fault is a value; code, line by line
enum CoreBugs {
    PUBLISHED_WITHOUT_A_LOOK(
            "S4:",
            Space.TRANSITIONS,
            "GraphRoot.publish",
            "return CURRENT.compareAndSet(this, expected, next)",
            "CURRENT.setRelease(this, next);\nreturn true"),
    RECOVERY_COMMITTED_ON_A_NEWER_GRAPH(
            "S2:",
            Space.TRANSITIONS,
            "Commits.transition",
            "if (publish(graph, draft))",
            "Graph newer = root.read();\nDraft late = new Draft(newer);\nTransitions.move(late, index, decision.to(), cause, moment);\nif (publish(newer, late))"),
    EPOCH_NOT_LOOKED_AT("S3:", Space.TRANSITIONS, "Commits.transition", "&& epoch !=", "&& epoch >"),
    CASCADE_OPENS_SOME_TWICE(
            "S5:",
            Space.CASCADES,
            "Transitions.cascade",
            "walk.add(target, at)",
            "(walk.add(target, at) || target != source)"),
    CASCADE_ENDS_AFTER_ONE_STEP(
            "S5:",
            Space.CASCADES,
            "Transitions.cascade",
            "walk.add(target, at)",
            "at == source && walk.add(target, at)"),
    CASCADE_COMES_BACK_TO_ITS_SOURCE(
            "S5:",
            Space.CASCADES,
            "Transitions.cascade",
            "enter(..)",
            "{\nenter(..);\nif (draft.vertex(target).targets().contains(source)) {\nenter(draft, source, State.OPEN, cause, moment);\n}\n}"),
    ONLY_DIRECT_DEPENDENTS_ARE_COUNTED(
            "S6:", Space.TRANSITIONS, "Blocking.adjust", "addAll(..);", "if (at == index) {\naddAll(..);\n}"),
    STATES_PUBLISHED_BEFORE_THE_BLOCKED_COUNTS(
            "S6:",
            Space.TRANSITIONS,
            "Commits.publish",
            "return root.publish(expected, draft.build())",
            "Graph whole = draft.build();\nGraph half = new Graph(whole.version, whole.size, whole.circuits, whole.census, whole.closed, whole.vertices, whole.states, expected.gates, whole.events);\nreturn expected.size() < whole.size ? root.publish(expected, whole) : root.publish(expected, half) && root.publish(half, whole)"),
    RESET_LEAVES_FORCED_OPEN(
            "S12:",
            Space.TRANSITIONS,
            new PlantedFault(
                    "StateMachine.decide",
                    "case OPEN, HALF_OPEN -> moves(..)",
                    "case OPEN, HALF_OPEN, FORCED_OPEN -> moves(..)"),
            new PlantedFault("StateMachine.decide", "case FORCED_OPEN, DISABLED,", "case DISABLED,")),
    CASCADE_TAKES_A_DISABLED_CIRCUIT(
            "S12:",
            Space.CASCADES,
            "StateMachine.decide",
            "state == State.HALF_OPEN",
            "state == State.HALF_OPEN || state == State.DISABLED && event == CircuitEvent.CASCADE"),
    GATE_READS_THE_STATE_ONLY("S7:", Space.READERS, "Gate.isUp", "blockedCount(gate) == 0 &&", ""),
    REFUSAL_EXPLAINED_BY_ANOTHER_GRAPH(
            "S8:", Space.READERS, "Admission.details", "circuit, graph", "circuit, calls.root.read()"),
    CYCLE_TESTED_OUTSIDE_THE_COMMIT(
            "S13:",
            Space.CHANGES,
            "GraphChanges.changeUnannounced",
            "return commits.changeUnannounced(graph -> draft(graph, change, moment, mention));",
            "while (true) {\nif (draft(root.read(), change, moment, mention) == null) {\nreturn false;\n}\nGraph newer = root.read();\nDraft late = new Draft(newer);\nchange.test(new Topology(late, CyclePolicy.CONDENSE, mention, moment));\nif (root.publish(newer, late.build())) {\nreturn true;\n}\n}"),
    REMOVED_DEPENDENCY_GOES_ON_BLOCKING("S6:", Space.CHANGES, "Topology.remove", "wasOpen ||", "");

    final String rule;
    final Space space;
    final List<PlantedFault> pieces;

    CoreBugs(String rule, Space space, String place, String original, String replacement) {
        this(rule, space, new PlantedFault(place, original, replacement));
    }

    CoreBugs(String rule, Space space, PlantedFault... pieces) {
        this.rule = rule;
        this.space = space;
        this.pieces = List.of(pieces);
    }
}
