package dev.interlock.internal.graph;

import dev.interlock.NodeKind;

/** How nodes are spoken of in messages: the same words everywhere. */
final class Words {

    private Words() {}

    /** The state in a message; a signal is down and not OPEN. */
    static String state(GraphReader graph, int index) {
        boolean signal = graph.vertex(index).kind() == NodeKind.SIGNAL;
        int gate = graph.gate(index);
        if (signal) {
            return Gate.isOpen(gate) ? "down" : "up";
        }
        if (Gate.isProbing(gate)) {
            return "HALF_OPEN and probing";
        }
        return Gate.isGone(gate) ? "not defined" : Gate.state(gate).name();
    }
}
