package dev.interlock;

/** What a node of the graph is. */
public enum NodeKind {
    /** A circuit. */
    CIRCUIT,
    /** A health signal, see {@link Interlock#signal}. */
    SIGNAL,
    /** A name that edges mention and nobody has defined, or that was removed. It blocks nothing. */
    UNRESOLVED
}
