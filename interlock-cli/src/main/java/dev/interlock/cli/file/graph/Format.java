package dev.interlock.cli.file.graph;

import dev.interlock.cli.file.model.Graph;
import java.util.Locale;
import java.util.Optional;

/** The notations. */
public enum Format {
    /** For Markdown on GitHub and elsewhere. */
    MERMAID,
    /** For Graphviz. */
    DOT,
    /** A finished picture. */
    SVG,
    /** A tree, for terminals. */
    TEXT;

    /**
     * Writes a graph. The same graph gives the same text.
     *
     * @param title what to call it
     * @param graph the graph
     * @return the text, with a line break at its end
     * @throws IllegalArgumentException if it is too large for this notation
     */
    public String write(String title, Graph graph) {
        return switch (this) {
            case MERMAID -> Mermaid.write(title, graph);
            case DOT -> Dot.write(title, graph);
            case SVG -> Picture.write(title, graph);
            case TEXT -> Tree.write(title, graph);
        };
    }

    /**
     * The notation that a file's name asks for.
     *
     * @param fileName the name
     * @return the notation; empty if its ending says none
     */
    public static Optional<Format> ofFile(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "mmd", "mermaid" -> Optional.of(MERMAID);
            case "dot", "gv" -> Optional.of(DOT);
            case "svg" -> Optional.of(SVG);
            case "txt" -> Optional.of(TEXT);
            default -> Optional.empty();
        };
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
