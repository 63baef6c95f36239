package dev.interlock.internal.graph;

import dev.interlock.NodeKind;
import dev.interlock.internal.state.CircuitState;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a walk asks of a graph, published or still a draft. */
public interface GraphReader {

    int size();

    /** The gate of a node. */
    int gate(int index);

    /** The node; null if no edge and no definition ever mentioned that number. */
    @Nullable
    Vertex vertexOrNull(int index);

    /** The state of a circuit or signal; null for an unresolved name. */
    @Nullable
    CircuitState stateOrNull(int index);

    /** A node that is known to be there. */
    default Vertex vertex(int index) {
        Vertex vertex = vertexOrNull(index);
        if (vertex == null) {
            throw new IllegalStateException("no node has the number " + index);
        }
        return vertex;
    }

    /** The names of the circuits, sorted. */
    default Set<String> circuitNames() {
        Set<String> names = new TreeSet<>();
        for (int index = 0; index < size(); index++) {
            Vertex vertex = vertexOrNull(index);
            if (vertex != null && vertex.kind() == NodeKind.CIRCUIT) {
                names.add(vertex.name());
            }
        }
        return names;
    }

    /** The state of a node that is known to be defined. */
    default CircuitState state(int index) {
        CircuitState state = stateOrNull(index);
        if (state == null) {
            throw new IllegalStateException("'" + vertex(index).name() + "' has no state: it is not defined");
        }
        return state;
    }
}
