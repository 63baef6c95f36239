package dev.interlock.internal.graph;

import java.util.Arrays;

/**
 * Marks the members of each condensed cycle with a common component (Tarjan 1972, with an explicit stack).
 *
 * <p>Only what a change can have touched is looked at. A new edge can only close a cycle that goes through its beginning, and not if nothing
 * depends on that one; an edge that is gone can only part the members of its own cycle. So a definition on which nothing depends costs nothing,
 * and else the walk goes over what lies below the beginnings of changed edges and the members of their cycles, each once.
 */
final class Components {

    private final Draft draft;

    /** Nodes in the order in which they were met: the place of a node is its order in the sense of the algorithm. */
    private final IntWalk met = new IntWalk();

    /** By place: the lowest place that is reached from there, how many dependencies were visited, whether its component is still open. */
    private int[] low = new int[16];

    private int[] visited = new int[16];
    private boolean[] open = new boolean[16];

    private final IntStack path = new IntStack();
    private final IntStack members = new IntStack();

    private Components(Draft draft) {
        this.draft = draft;
    }

    /** Marks anew what the changed edges of these nodes may have joined or parted. */
    static void mark(Draft draft, Graph before, IntWalk changed) {
        Components components = new Components(draft);
        for (int i = 0; i < changed.size(); i++) {
            int index = changed.at(i);
            Vertex known = before.vertexOrNull(index);
            if (known != null && known.component() >= 0) {
                IntWalk cycle = Cycles.members(before, index);
                while (cycle.hasNext()) {
                    components.from(cycle.next());
                }
            }
            Vertex vertex = draft.vertex(index);
            if (vertex.hardDependents().size() + vertex.softDependents().size() > 0) {
                components.from(index);
            }
        }
    }

    private void from(int start) {
        if (met.contains(start)) {
            return;
        }
        meet(start);
        while (!path.isEmpty()) {
            int at = path.top();
            int to = nextDependency(at);
            if (to < 0) {
                leave(path.pop());
            } else if (!met.contains(to)) {
                meet(to);
            } else if (open[met.placeOf(to)]) {
                low[at] = Math.min(low[at], met.placeOf(to));
            }
        }
    }

    private void meet(int index) {
        int place = met.size();
        met.add(index, -1);
        if (place == low.length) {
            low = Arrays.copyOf(low, place * 2);
            visited = Arrays.copyOf(visited, place * 2);
            open = Arrays.copyOf(open, place * 2);
        }
        low[place] = place;
        open[place] = true;
        path.push(place);
        members.push(place);
    }

    private int nextDependency(int place) {
        Vertex vertex = draft.vertex(met.at(place));
        int next = visited[place]++;
        int hard = vertex.hard().size();
        return next < hard
                ? vertex.hard().get(next)
                : next - hard < vertex.soft().size() ? vertex.soft().get(next - hard) : -1;
    }

    private void leave(int place) {
        if (!path.isEmpty()) {
            low[path.top()] = Math.min(low[path.top()], low[place]);
        }
        if (low[place] == place) {
            int component = members.top() == place ? -1 : met.at(place);
            int member;
            do {
                member = members.pop();
                open[member] = false;
                Vertex vertex = draft.vertex(met.at(member));
                if (vertex.component() != component) {
                    draft.vertex(met.at(member), vertex.inComponent(component));
                }
            } while (member != place);
        }
    }

    /** Ints, the last one first. */
    private static final class IntStack {

        private int[] values = new int[16];
        private int size;

        void push(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int pop() {
            return values[--size];
        }

        int top() {
            return values[size - 1];
        }

        boolean isEmpty() {
            return size == 0;
        }
    }
}
