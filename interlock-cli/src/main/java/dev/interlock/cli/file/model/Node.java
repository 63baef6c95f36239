package dev.interlock.cli.file.model;

import dev.interlock.NodeKind;

/**
 * A node of the graph.
 *
 * @param name its name
 * @param kind what it is; {@link NodeKind#UNRESOLVED} is a name that the file leaves to code
 */
public record Node(String name, NodeKind kind) {

    /**
     * What it is, in the words of the file.
     *
     * @return one word
     */
    public String word() {
        return switch (kind) {
            case CIRCUIT -> "circuit";
            case SIGNAL -> "signal";
            case UNRESOLVED -> "external";
        };
    }
}
