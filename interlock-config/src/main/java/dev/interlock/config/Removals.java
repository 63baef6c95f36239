package dev.interlock.config;

import dev.interlock.CircuitConfig;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reload must not take away by itself: what is in use, and most of what there is. */
final class Removals {

    private static final int LONGEST = 1_000;

    /** Names that are listed; there can be many. */
    private static final int MOST_NAMES = 10;

    private static final String IF_MEANT = ", or allow ReloadRisk.REMOVAL";

    private final Map<String, CircuitConfig> before;
    private final Map<String, CircuitConfig> after;
    private final Snapshot snapshot;
    private final Problems problems;

    /** Compares the circuits of two versions of a file, in an interlock as it is. */
    Removals(
            Map<String, CircuitConfig> before, Map<String, CircuitConfig> after, Snapshot snapshot, Problems problems) {
        this.before = before;
        this.after = after;
        this.snapshot = snapshot;
        this.problems = problems;
    }

    /**
     * Adds a problem for each that is not to be removed.
     *
     * @param gone  circuits that will not be there any more, also if a signal of the same name will
     * @param names what will have no node any more, signals included
     */
    void check(Collection<String> gone, Collection<String> names) {
        for (String name : gone) {
            snapshot.find(name).map(NodeView::state).ifPresent(state -> {
                if (state.isOpen() || state == State.HALF_OPEN) {
                    add(name + " is " + state + " and would be removed; calls through it would pass unprotected."
                            + " Remove it when it is CLOSED" + IF_MEANT);
                }
            });
        }
        for (String name : names) {
            Set<String> users = users(name, names);
            if (!users.isEmpty()) {
                add(name + " would be removed, and " + list(users) + (users.size() == 1 ? " needs" : " need")
                        + " it; take the edges away first" + IF_MEANT);
            }
        }
        boolean many = 3 * gone.size() > before.size() && (gone.size() > 1 || before.size() == 1);
        if (many) {
            add(gone.size() + " of " + before.size() + " circuits would be removed, more than a third: "
                    + list(new TreeSet<>(gone))
                    + "; see whether the file is cut off or empty" + IF_MEANT);
        }
    }

    /** Who has an edge to it that stays: of code, of a link, or of this version, which calls it external. */
    private Set<String> users(String name, Collection<String> names) {
        Set<String> users = new TreeSet<>();
        for (Edge edge : snapshot.edges()) {
            if (edge.to().equals(name) && !names.contains(edge.from()) && !isOf(before.get(edge.from()), edge)) {
                users.add(edge.from());
            }
        }
        after.forEach((circuit, config) -> {
            if (List.of(EdgeKind.values()).stream()
                    .anyMatch(kind -> targets(config, kind).contains(name))) {
                users.add(circuit);
            }
        });
        return users;
    }

    private static boolean isOf(@Nullable CircuitConfig config, Edge edge) {
        return config != null && targets(config, edge.kind()).contains(edge.to());
    }

    private static Set<String> targets(CircuitConfig config, EdgeKind kind) {
        return switch (kind) {
            case DEPENDS_ON -> config.dependsOn();
            case RECOVERS_AFTER -> config.recoversAfter();
            case CASCADES_TO -> config.cascadesTo().keySet();
        };
    }

    private static String list(Set<String> names) {
        return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
    }

    private void add(String message) {
        problems.add(Place.START, "", CleanText.clean(message, LONGEST));
    }
}
