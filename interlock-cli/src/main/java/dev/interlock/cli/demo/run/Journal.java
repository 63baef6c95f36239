package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.guard.Transition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What happened in a run, and when. Thread-safe: breakers change their states on any thread. */
final class Journal {

    private final List<Moment> moments = new ArrayList<>();
    private final Set<String> opened = new LinkedHashSet<>();
    private long startNanos = System.nanoTime();

    /** Begins the time of the run; what breakers did before, while all was warming up, is forgotten. */
    synchronized void begin() {
        startNanos = System.nanoTime();
        moments.clear();
        opened.clear();
    }

    synchronized double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    synchronized void add(Moment.Kind kind, String text) {
        moments.add(new Moment(Math.round(seconds() * 1000) / 1000.0, kind, text));
    }

    synchronized void add(Transition transition) {
        if (transition.to() == Phase.OPEN) {
            opened.add(transition.breaker());
        }
        String why = transition.why().isEmpty() ? "" : " (" + transition.why() + ")";
        add(Moment.Kind.TRANSITION, transition.breaker() + ": " + transition.from() + " -> " + transition.to() + why);
    }

    synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }

    synchronized List<String> opened() {
        return List.copyOf(opened);
    }
}
