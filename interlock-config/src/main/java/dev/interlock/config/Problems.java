package dev.interlock.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong. Bounded: a hostile file makes neither endless lists nor endless searches for near names. */
final class Problems {

    /** More are counted and not kept. */
    static final int MAX_PROBLEMS = 1_000;

    private record Key(Place place, String message) {}

    private final List<Problem> kept = new ArrayList<>();
    private final Set<Key> seen = new HashSet<>();
    private final NearestName nearest = new NearestName();
    private int more;

    /** Adds one. The same message at the same place is one problem, however many circuits use that place. */
    void add(Place place, String path, String message) {
        if (kept.size() >= MAX_PROBLEMS) {
            more++;
        } else if (seen.add(new Key(place, message))) {
            kept.add(new Problem(place.line(), place.column(), path, message));
        }
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    int size() {
        return kept.size() + more;
    }

    /** {@code ; did you mean 'x'?}, or else what is to be said where nothing is near. */
    String hint(String wanted, Collection<String> names, String otherwise) {
        if (kept.size() >= MAX_PROBLEMS) {
            return otherwise;
        }
        Optional<String> near = nearest.find(wanted, names);
        return near.map(name -> "; did you mean " + CleanText.quoted(name) + "?")
                .orElse(otherwise);
    }

    void throwIfAny(String source) {
        if (kept.isEmpty()) {
            return;
        }
        List<Problem> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (more > 0) {
            Problem last = sorted.get(sorted.size() - 1);
            sorted.add(new Problem(last.line(), last.column(), "", more + " more problems are not shown"));
        }
        throw new ConfigurationFileException(source, sorted);
    }
}
