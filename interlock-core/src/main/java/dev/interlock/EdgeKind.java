package dev.interlock;

/** What an edge of the graph means. */
public enum EdgeKind {
    /** A hard dependency: gates calls, recovery and reset of the dependent. */
    DEPENDS_ON,
    /** A soft dependency: gates recovery and reset of the dependent, but not its calls. */
    RECOVERS_AFTER,
    /** A cascade target: opening the source opens the target. Never a dependency. */
    CASCADES_TO
}
