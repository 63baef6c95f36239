package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.guard.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What happened in a run, and when. Thread-safe: breakers change their states on any thread. */
final class Journal {

    private final List<Moment> moments = new ArrayList<>();
    private final Set<String> opened = new LinkedHashSet<>();
    private long startNanos = System.nanoTime();
    private Instant start = Instant.now();

    /** Begins the time of the run; what breakers did before, while all was warming up, is forgotten. */
    synchronized void begin() {
        startNanos = System.nanoTime();
        start = Instant.now();
        moments.clear();
        opened.clear();
    }

    synchronized double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    synchronized void add(Moment.Kind kind, String text) {
        add(seconds(), kind, text);
    }

    private void add(double seconds, Moment.Kind kind, String text) {
        Moment moment = new Moment(Math.round(seconds * 1000) / 1000.0, kind, text);
        int place = moments.size();
        while (place > 0 && moments.get(place - 1).seconds() > moment.seconds()) {
            place--;
        }
        moments.add(place, moment);
    }

    /** When it took place, and not when it was told; between the beginning and now, whatever somebody does to the clock. */
    synchronized double seconds(Transition transition) {
        return Math.min(
                seconds(), Math.max(0, Duration.between(start, transition.at()).toNanos() / 1e9));
    }

    synchronized void add(Transition transition) {
        if (transition.to() == Phase.OPEN) {
            opened.add(transition.breaker());
        }
        String why = transition.why().isEmpty() ? "" : " (" + transition.why() + ")";
        add(
                seconds(transition),
                Moment.Kind.TRANSITION,
                transition.breaker() + ": " + transition.from() + " -> " + transition.to() + why);
    }

    synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }

    synchronized List<String> opened() {
        return List.copyOf(opened);
    }
}
