package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.BreakerView;
import dev.interlock.cli.demo.guard.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Remembers looks at the breakers: their states over time, and who was blocked by what. Used by one thread. */
final class Timeline {

    private final Map<String, List<Span>> spans = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> blocked = new TreeMap<>();

    Timeline(List<String> services) {
        services.forEach(service -> spans.put(service, new ArrayList<>()));
    }

    void add(double seconds, List<BreakerView> views) {
        for (BreakerView view : views) {
            if (!view.blockedBy().isEmpty()) {
                blocked.computeIfAbsent(view.name(), unused -> new TreeSet<>()).addAll(view.blockedBy());
            }
            List<Span> line = spans.get(view.name());
            if (line != null) {
                Span.Condition condition = condition(view);
                Span last = line.isEmpty() ? null : line.get(line.size() - 1);
                if (last == null
                        || last.condition() != condition
                        || !last.blockedBy().equals(view.blockedBy())) {
                    line.add(new Span(Math.round(seconds * 100) / 100.0, condition, view.blockedBy()));
                }
            }
        }
    }

    Map<String, List<Span>> spans() {
        Map<String, List<Span>> copy = new LinkedHashMap<>();
        spans.forEach((name, line) -> copy.put(name, List.copyOf(line)));
        return copy;
    }

    Map<String, List<String>> blocked() {
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
