package dev.interlock.verification.interleaving;

import dev.interlock.verification.interleaving.SmallCheck.Space;
import dev.interlock.verification.planted.PlantedFault;

/** Faults in the core, each with the rule that it breaks and the exploration that has to find it. */
@SuppressWarnings({"ImmutableEnumChecker", "StringConcatToTextBlock"}) // a fault is a value; code, line by line
enum CoreBugs {
    PUBLISHED_WITHOUT_A_LOOK(
            "S4:",
            Space.TRANSITIONS,
            "graph/GraphRoot",
            "return CURRENT.compareAndSet(this, expected, next);",
            "CURRENT.setRelease(this, next);\nreturn true;"),
    RECOVERY_COMMITTED_ON_A_NEWER_GRAPH(
            "S2:",
            Space.TRANSITIONS,
            "graph/Commits",
            "if (publish(graph, draft)) {\n                    yield Outcome.applied(from, decision.to());",
            "Graph newer = root.read();\nDraft late = new Draft(newer);\n"
                    + "Transitions.move(late, index, decision.to(), cause, moment);\n"
                    + "if (publish(newer, late)) {\n                    yield Outcome.applied(from, decision.to());"),
    EPOCH_NOT_LOOKED_AT(
            "S3:",
            Space.TRANSITIONS,
            "graph/Commits",
            "epoch != ANY_EPOCH && epoch != state.epoch()",
            "epoch != ANY_EPOCH && epoch > state.epoch()"),
    CASCADE_OPENS_SOME_TWICE(
            "S5:",
            Space.CASCADES,
            "graph/Transitions",
            "if (takesCascade(draft, target) && walk.add(target, at)) {",
            "if (takesCascade(draft, target) && (walk.add(target, at) || target != source)) {"),
    CASCADE_ENDS_AFTER_ONE_STEP(
            "S5:",
            Space.CASCADES,
            "graph/Transitions",
            "if (takesCascade(draft, target) && walk.add(target, at)) {",
            "if (takesCascade(draft, target) && at == source && walk.add(target, at)) {"),
    CASCADE_COMES_BACK_TO_ITS_SOURCE(
            "S5:",
            Space.CASCADES,
            "graph/Transitions",
            "opened.forEach(target -> enter(draft, target, State.OPEN, cause, moment));",
            "opened.forEach(target -> {\nenter(draft, target, State.OPEN, cause, moment);\n"
                    + "if (draft.vertex(target).targets().contains(source)) {\n"
                    + "enter(draft, source, State.OPEN, cause, moment);\n}\n});"),
    ONLY_DIRECT_DEPENDENTS_ARE_COUNTED(
            "S6:",
            Space.TRANSITIONS,
            "graph/Blocking",
            "addAll(walk, draft.vertex(at).hardDependents(), at);",
            "if (at == index) {\naddAll(walk, draft.vertex(at).hardDependents(), at);\n}"),
    STATES_PUBLISHED_BEFORE_THE_BLOCKED_COUNTS(
            "S6:",
            Space.TRANSITIONS,
            "graph/Commits",
            "return root.publish(expected, draft.build());",
            "Graph whole = draft.build();\n"
                    + "Graph half = new Graph(whole.version, whole.size, whole.circuits, whole.census, whole.closed,"
                    + " whole.vertices, whole.states, expected.gates, whole.events);\n"
                    + "return expected.size() < whole.size ? root.publish(expected, whole)"
                    + " : root.publish(expected, half) && root.publish(half, whole);"),
    RESET_LEAVES_FORCED_OPEN(
            "S12:",
            Space.TRANSITIONS,
            "state/StateMachine",
            "case OPEN, HALF_OPEN -> moves(State.CLOSED);\n"
                    + "                    case CLOSED -> new Decision(Effect.STAYS, state);\n"
                    + "                    case FORCED_OPEN, DISABLED,",
            "case OPEN, HALF_OPEN, FORCED_OPEN -> moves(State.CLOSED);\n"
                    + "                    case CLOSED -> new Decision(Effect.STAYS, state);\n"
                    + "                    case DISABLED,"),
    CASCADE_TAKES_A_DISABLED_CIRCUIT(
            "S12:",
            Space.CASCADES,
            "state/StateMachine",
            "state == State.CLOSED || state == State.HALF_OPEN ? moves(State.OPEN) : refused(state);",
            "state == State.CLOSED || state == State.HALF_OPEN"
                    + " || state == State.DISABLED && event == CircuitEvent.CASCADE"
                    + " ? moves(State.OPEN) : refused(state);"),
    GATE_READS_THE_STATE_ONLY(
            "S7:",
            Space.READERS,
            "graph/Gate",
            "return blockedCount(gate) == 0 && !isOpen(gate);",
            "return !isOpen(gate);"),
    REFUSAL_EXPLAINED_BY_ANOTHER_GRAPH(
            "S8:",
            Space.READERS,
            "call/Admission",
            "return new Refusal(kind, circuit, graph,",
            "return new Refusal(kind, circuit, calls.root.read(),"),
    CYCLE_TESTED_OUTSIDE_THE_COMMIT(
            "S13:",
            Space.CHANGES,
            "graph/GraphChanges",
            "return commits.changeUnannounced(graph -> draft(graph, change, moment, mention));",
            "while (true) {\nif (draft(root.read(), change, moment, mention) == null) {\nreturn false;\n}\n"
                    + "Graph newer = root.read();\nDraft late = new Draft(newer);\n"
                    + "change.test(new Topology(late, CyclePolicy.CONDENSE, mention, moment, new ArrayList<>()));\n"
                    + "if (root.publish(newer, late.build())) {\nreturn true;\n}\n}"),
    REMOVED_DEPENDENCY_GOES_ON_BLOCKING(
            "S6:",
            Space.CHANGES,
            "graph/Topology",
            "if (wasOpen || vertex.hard().size() > 0) {",
            "if (vertex.hard().size() > 0) {");

    final String rule;
    final Space space;
    final PlantedFault fault;

    CoreBugs(String rule, Space space, String source, String original, String replacement) {
        this.rule = rule;
        this.space = space;
        this.fault = new PlantedFault(source, original, replacement);
    }
}
