package dev.interlock.verification.interleaving;

import dev.interlock.verification.interleaving.Position.Step;
import org.jspecify.annotations.Nullable;

/** The steps from one position that were taken, by the number of the graph that was the newest. Open addressing. */
final class Steps {

    private int[] graphs = new int[2];
    private @Nullable Step[] taken = new Step[2];
    private int size;

    @Nullable
    Step get(int graph) {
        return taken[place(graphs, taken, graph)];
    }

    /** Adds a step that was not taken before. */
    void put(int graph, Step step) {
        size++;
        if (size * 2 > graphs.length) {
            grow();
        }
        put(graphs, taken, graph, step);
    }

    private void grow() {
        int[] moreGraphs = new int[graphs.length * 2];
        @Nullable Step[] moreTaken = new Step[graphs.length * 2];
        for (int i = 0; i < graphs.length; i++) {
            Step step = taken[i];
            if (step != null) {
                put(moreGraphs, moreTaken, graphs[i], step);
            }
        }
        graphs = moreGraphs;
        taken = moreTaken;
    }

    private static void put(int[] graphs, @Nullable Step[] taken, int graph, Step step) {
        int place = place(graphs, taken, graph);
        graphs[place] = graph;
        taken[place] = step;
    }

    private static int place(int[] graphs, @Nullable Step[] taken, int graph) {
        int mask = graphs.length - 1;
        int place = graph & mask;
        while (taken[place] != null && graphs[place] != graph) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
