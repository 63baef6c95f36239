package dev.interlock.verification.model;

import dev.interlock.CircuitEvent;
import dev.interlock.Edge;
import dev.interlock.InterlockEvent;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import dev.interlock.event.SignalChanged;
import dev.interlock.event.TransitionRefused;
import dev.interlock.event.WouldHaveOpened;
import dev.interlock.event.WouldHaveRefused;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An event without its number and time, in words, so that those of the core and those of the reference can be compared.
 *
 * @param node whom it is about
 * @param text the rest
 */
record Told(String node, String text) {

    static Told transition(
            String node,
            State from,
            State to,
            long epoch,
            CircuitEvent event,
            Optional<String> source,
            boolean byActor) {
        return new Told(
                node,
                from + " -> " + to + " epoch " + epoch + " by " + event
                        + source.map(name -> " from " + name).orElse("") + (byActor ? " of an operator" : ""));
    }

    static Told refused(String node, CircuitEvent event, State state, List<String> reasons) {
        return new Told(node, event + " refused in " + state + " because of " + reasons);
    }

    static Told cascade(String source, Collection<String> affected, Collection<String> dry, boolean limited) {
        return new Told(source, "cascade to " + affected + ", dry " + dry + (limited ? ", limited" : ""));
    }

    static Told graph(GraphChanged.Change change, String node, Collection<Edge> edges) {
        return new Told(
                node, change + " " + edges.stream().map(Told::words).sorted().toList());
    }

    // A record's own text is made by String.format on JDK 17, and that takes longer than everything else here.
    private static String words(Edge edge) {
        return edge.kind() + " " + edge.mode() + " " + edge.to();
    }

    static Told signal(String node, boolean up) {
        return new Told(node, up ? "is up" : "is down");
    }

    static Told wouldHaveOpened(String node) {
        return new Told(node, "would have opened");
    }

    static Told wouldHaveRefused(String node) {
        return new Told(node, "would have refused");
    }

    /** Reasons as kinds and subjects, sorted: the order is nobody's promise. */
    static List<String> words(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> reason.kind() + " " + reason.subject())
                .sorted()
                .toList();
    }

    /** What the core told. */
    static Told of(InterlockEvent event) {
        if (event instanceof CircuitTransitioned moved) {
            return transition(
                    moved.circuit(),
                    moved.from(),
                    moved.to(),
                    moved.epoch(),
                    moved.cause().event(),
                    moved.cause().source(),
                    moved.cause().actor().isPresent());
        } else if (event instanceof TransitionRefused refused) {
            return refused(refused.circuit(), refused.event(), refused.state(), words(refused.reasons()));
        } else if (event instanceof CascadeHappened cascade) {
            return cascade(cascade.source(), cascade.affected(), cascade.dryRun(), cascade.limited());
        } else if (event instanceof GraphChanged change) {
            return graph(change.change(), change.node(), change.edges());
        } else if (event instanceof SignalChanged change) {
            return signal(change.signal(), change.up());
        } else if (event instanceof WouldHaveOpened would) {
            return wouldHaveOpened(would.circuit());
        } else if (event instanceof WouldHaveRefused would) {
            return wouldHaveRefused(would.circuit());
        }
        throw new AssertionError("an event nobody expects: " + event);
    }
}
