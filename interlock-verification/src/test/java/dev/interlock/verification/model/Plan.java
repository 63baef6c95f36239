package dev.interlock.verification.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Nodes and what is done with them.
 *
 * @param circuits numbers below are circuits, from here on signals; stays when nodes are taken out, so that numbers go on to mean the same
 * @param nodes    what is defined at first, and again after it was removed
 * @param steps    in order
 */
record Plan(int circuits, List<NodePlan> nodes, List<Step> steps) {

    Plan {
        nodes = List.copyOf(nodes);
        steps = List.copyOf(steps);
    }

    String name(int number) {
        return (number < circuits ? "n" : "s") + number;
    }

    Optional<NodePlan> node(int number) {
        return nodes.stream().filter(node -> node.number() == number).findFirst();
    }

    @Override
    public String toString() {
        return nodes.size() + " nodes\n    "
                + nodes.stream().map(NodePlan::toString).collect(Collectors.joining("\n    "))
                + "\n  " + steps.size() + " steps\n    "
                + steps.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
