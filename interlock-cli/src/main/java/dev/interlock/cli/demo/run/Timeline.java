package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.BreakerView;
import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.guard.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The states of breakers over time, and who was blocked by what. Looks at the breakers fill it; transitions are told besides, because a
 * probe is often shorter than the time between two looks. Thread-safe.
 */
final class Timeline {

    private final Map<String, List<Span>> spans = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> blocked = new TreeMap<>();

    Timeline(List<String> services) {
        services.forEach(service -> spans.put(service, new ArrayList<>()));
    }

    /** Begins anew. */
    synchronized void clear() {
        spans.values().forEach(List::clear);
        blocked.clear();
    }

    synchronized void add(double seconds, Transition transition) {
        Span.Condition condition = switch (transition.to()) {
            case OPEN -> Span.Condition.OPEN;
            case HALF_OPEN -> Span.Condition.HALF_OPEN;
            case CLOSED -> Span.Condition.UP;
        };
        List<Span> line = spans.getOrDefault(transition.breaker(), List.of());
        double latest = line.isEmpty() ? 0 : line.get(line.size() - 1).from();
        add(Math.max(seconds, latest), transition.breaker(), condition, List.of()); // a look may have overtaken it
    }

    synchronized void add(double seconds, List<BreakerView> views) {
        for (BreakerView view : views) {
            if (!view.blockedBy().isEmpty()) {
                blocked.computeIfAbsent(view.name(), unused -> new TreeSet<>()).addAll(view.blockedBy());
            }
            add(seconds, view.name(), condition(view), view.blockedBy());
        }
    }

    private void add(double seconds, String breaker, Span.Condition condition, List<String> blockedBy) {
        List<Span> line = spans.get(breaker);
        if (line == null) {
            return; // not a service of the mesh
        }
        double from = Math.round(seconds * 1000) / 1000.0;
        Span last = line.isEmpty() ? null : line.get(line.size() - 1);
        if (last != null && last.from() > from) {
            return; // a look that a transition has overtaken
        }
        if (last == null || last.condition() != condition || !last.blockedBy().equals(blockedBy)) {
            line.add(new Span(from, condition, blockedBy));
        }
    }

    synchronized Map<String, List<Span>> spans() {
        Map<String, List<Span>> copy = new LinkedHashMap<>();
        spans.forEach((name, line) -> copy.put(name, List.copyOf(line)));
        return copy;
    }

    synchronized Map<String, List<String>> blocked() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        blocked.forEach((name, roots) -> copy.put(name, List.copyOf(roots)));
        return copy;
    }

    private static Span.Condition condition(BreakerView view) {
        if (view.phase() == Phase.OPEN) {
            return Span.Condition.OPEN;
        }
        if (!view.blockedBy().isEmpty()) {
            return Span.Condition.BLOCKED;
        }
        return view.phase() == Phase.HALF_OPEN ? Span.Condition.HALF_OPEN : Span.Condition.UP;
    }
}
