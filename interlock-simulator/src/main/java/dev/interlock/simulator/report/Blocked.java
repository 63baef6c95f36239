package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.StateChange;
import dev.interlock.simulator.model.Topology;
import dev.interlock.simulator.policy.Transitions.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** When a circuit was closed, and blocked by what it depends on: worked out from what all circuits did. */
final class Blocked {

    /** A time, in seconds. */
    record Span(double from, double to) {}

    private record Step(long at, int more) {}

    private Blocked() {}

    static List<Span> spans(Topology topology, RunResult run, int service, double end) {
        List<Step> steps = new ArrayList<>();
        Set<Integer> below = new TreeSet<>();
        below(topology, service, below);
        for (int dependency : below) {
            open(run.changes().get(dependency), steps, 1);
        }
        open(run.changes().get(service), steps, -topology.size()); // open itself: that is what is to be seen then
        steps.sort(Comparator.comparingLong(Step::at));
        List<Span> spans = new ArrayList<>();
        int open = 0;
        double since = 0;
        for (Step step : steps) {
            boolean before = open > 0;
            open += step.more();
            if (!before && open > 0) {
                since = Words.seconds(step.at());
            } else if (before && open <= 0) {
                spans.add(new Span(since, Words.seconds(step.at())));
            }
        }
        if (open > 0) {
            spans.add(new Span(since, end));
        }
        return spans;
    }

    private static void open(List<StateChange> changes, List<Step> steps, int weight) {
        boolean open = false;
        for (StateChange change : changes) {
            if (open != (change.to() == Phase.OPEN)) {
                open = !open;
                steps.add(new Step(change.at(), open ? weight : -weight));
            }
        }
    }

    private static void below(Topology topology, int service, Set<Integer> below) {
        for (int called : topology.calls().get(service)) {
            if (below.add(called)) {
                below(topology, called, below);
            }
        }
    }
}
