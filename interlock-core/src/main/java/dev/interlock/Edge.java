package dev.interlock;

/**
 * An edge of the graph.
 *
 * @param from the dependent, or the source of a cascade
 * @param kind what the edge means
 * @param to   what the dependent needs, or the target of the cascade
 * @param mode for a cascade, whether it is enforced; ENFORCE for the others
 */
public record Edge(String from, EdgeKind kind, String to, CascadeMode mode) {}
