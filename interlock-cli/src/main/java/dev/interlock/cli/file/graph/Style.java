package dev.interlock.cli.file.graph;

import dev.interlock.CascadeMode;
import dev.interlock.Edge;
import dev.interlock.cli.file.model.Graph;
import java.util.Arrays;
import java.util.List;

/** What edges look like; a cascade that is only tried looks different from one that happens. */
enum Style {
    HARD("depends on"),
    SOFT("recovers after"),
    CASCADE("cascades to"),
    DRY_RUN("cascades to (dry run)");

    private final String words;

    Style(String words) {
        this.words = words;
    }

    static Style of(Edge edge) {
        return switch (edge.kind()) {
            case DEPENDS_ON -> HARD;
            case RECOVERS_AFTER -> SOFT;
            case CASCADES_TO -> edge.mode() == CascadeMode.DRY_RUN ? DRY_RUN : CASCADE;
        };
    }

    /** Those that occur, in a fixed order. */
    static List<Style> in(Graph graph) {
        return Arrays.stream(values())
                .filter(style -> graph.edges().stream().anyMatch(edge -> of(edge) == style))
                .toList();
    }

    String words() {
        return words;
    }
}
