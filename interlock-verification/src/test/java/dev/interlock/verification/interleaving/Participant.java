package dev.interlock.verification.interleaving;

import dev.interlock.internal.graph.Graph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who reads and commits: the real code, and what is asked of it. */
interface Participant {

    /** What it does, for people. */
    String name();

    /** Does it; called again and again, see {@link dev.interlock.internal.graph.SteppedRoot}. */
    Object run();

    /** Checks a commit of its own. */
    void committed(Graph before, Graph after);

    /**
     * Checks how it ended.
     *
     * @param answers the graphs it read and whether it won, in order
     * @param result  what it returned or threw
     */
    void ended(List<Object> answers, Object result);

    /** What the same thread does then, knowing nothing of this any more; null if nothing. */
    default @Nullable Participant then() {
        return null;
    }
}
