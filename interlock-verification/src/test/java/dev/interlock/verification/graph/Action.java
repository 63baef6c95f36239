package dev.interlock.verification.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that can happen to a small graph from outside.
 *
 * @param kind    what
 * @param top     where the call enters
 * @param failing whose backend fails; -1 for nobody's
 */
record Action(Kind kind, int top, int failing) {

    /** What can happen. */
    enum Kind {
        /** Time goes on by half of the wait: enough to tell the waits of two circuits apart. */
        ADVANCE,
        /** A call that goes down through all dependencies before it asks its own backend. */
        CALL,
        /** The same, but each circuit asks its own backend first. */
        CALL_BACKEND_FIRST
    }

    /** Whether nothing fails in it. */
    boolean isHealthy() {
        return failing < 0;
    }

    /** Everything that can happen to a graph. */
    static List<Action> of(SmallGraph graph) {
        List<Action> actions = new ArrayList<>();
        actions.add(new Action(Kind.ADVANCE, -1, -1));
        boolean[][] reaches = graph.reaches();
        for (int top = 0; top < SmallGraph.SIZE; top++) {
            if (!graph.isTop(top)) {
                continue;
            }
            actions.add(new Action(Kind.CALL, top, -1));
            for (int failing = 0; failing < SmallGraph.SIZE; failing++) {
                if (failing == top || reaches[top][failing]) {
                    actions.add(new Action(Kind.CALL, top, failing));
                }
                // Where nothing comes after the backend, the order makes no difference.
                boolean inner = reaches[failing][0] || reaches[failing][1] || reaches[failing][2];
                if (inner && (failing == top || reaches[top][failing])) {
                    actions.add(new Action(Kind.CALL_BACKEND_FIRST, top, failing));
                }
            }
        }
        return actions;
    }

    @Override
    public String toString() {
        return kind == Kind.ADVANCE
                ? "ADVANCE"
                : kind + " of " + SmallGraph.NAMES.get(top)
                        + (failing < 0 ? "" : ", " + SmallGraph.NAMES.get(failing) + " fails");
    }
}
