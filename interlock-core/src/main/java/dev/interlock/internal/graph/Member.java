package dev.interlock.internal.graph;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.state.Counters;

/** A circuit as the inside knows it. The handle that stands behind a vertex; compared by identity. */
public interface Member {

    /** Its number in the graph. */
    int index();

    /** Its name. */
    String name();

    /** Its configuration. */
    CircuitConfig config();

    /** Its totals. */
    Counters counters();
}
