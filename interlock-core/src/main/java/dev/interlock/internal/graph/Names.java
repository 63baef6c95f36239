package dev.interlock.internal.graph;

import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers for names, beside the graph: a name gets its number when it is first mentioned. Whether something is behind the name only the
 * graph tells, so handing out a number decides nothing and needs no commit.
 *
 * <p>A name keeps its number as long as the graph defines it, or an edge leads to it, or a change that mentions it is under way
 * ({@link Mention}). Then the number is given back, and the next new name gets it: names that never come again fill no memory. Names that begin
 * with the name of a family are the family's, which hands their numbers on itself; nobody else may mention them.
 *
 * <p>So a number that was found by a name may be another name's in the graph: who looks a node up asks for {@link #find(Graph, String)}.
 */
public final class Names {

    private final ConcurrentHashMap<String, Given> numbers = new ConcurrentHashMap<>();
    private final Queue<Integer> givenBack = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> families = ConcurrentHashMap.newKeySet();

    /** The number of a name, given now if it has none; not given back before {@link #letGo}. */
    int hold(String name) {
        return numbers.compute(name, (unused, given) -> given == null ? new Given(take(), 1) : given.plus(1)).index;
    }

    /** Ends what {@link #hold} began. */
    void letGo(String name, int index) {
        // Another number by now: it was made a family's meanwhile.
        numbers.computeIfPresent(name, (unused, given) -> given.index == index ? given.plus(-1) : given);
    }

    /**
     * Gives the number of a name back, if nobody holds it and nothing in the graph has it. Who makes a node or an edge holds the names of
     * both ends meanwhile, and each hold makes another entry: so if the entry is still the same one after the graph was read, then nothing can
     * have come since that the graph did not show.
     */
    void giveBackUnused(String name, GraphRoot root) {
        Given given = numbers.get(name);
        if (given != null
                && given.holders == 0
                && !isUsed(root.read(), given.index, name)
                && numbers.remove(name, given)) {
            givenBack.add(given.index);
        }
    }

    private static boolean isUsed(Graph graph, int index, String name) {
        Vertex vertex = graph.vertexOrNull(index);
        return vertex != null && vertex.name().equals(name) && !vertex.isUnused();
    }

    /** A number that no name has. */
    public int take() {
        Integer again = givenBack.poll();
        return again != null ? again : next.getAndIncrement();
    }

    /** The number of a name; -1 if it has none. */
    public int find(String name) {
        Given given = numbers.get(name);
        return given != null ? given.index : -1;
    }

    /** The number of a name that a node of the graph has; else -1. */
    public int find(Graph graph, String name) {
        int index = find(name);
        Vertex vertex = index < 0 ? null : graph.vertexOrNull(index);
        return vertex != null && vertex.name().equals(name) ? index : -1;
    }

    /** How many names have a number. */
    int size() {
        return numbers.size();
    }

    /** Reserves the names {@code family/...}; false if somebody did before. */
    public boolean reserve(String family) {
        return families.add(family);
    }

    /** Takes that back. */
    public void release(String family) {
        families.remove(family);
    }

    /** The family whose names begin like this one. */
    public Optional<String> familyOf(String name) {
        if (families.isEmpty()) {
            return Optional.empty();
        }
        for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
            if (families.contains(name.substring(0, end))) {
                return Optional.of(name.substring(0, end));
            }
        }
        return Optional.empty();
    }

    /** Throws if one of these names is a family's. */
    public void requireOutside(Collection<String> mentioned) {
        List<Problem> problems = inside(mentioned);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /** What {@link #requireOutside} refuses. */
    List<Problem> inside(Collection<String> mentioned) {
        List<Problem> problems = new ArrayList<>();
        for (String name : mentioned) {
            familyOf(name)
                    .ifPresent(family -> problems.add(Problem.of(
                            name,
                            "names that begin with '" + family + "/' belong to the family '" + family
                                    + "', which makes its circuits itself",
                            "set edges and options in its template")));
        }
        return problems;
    }

    /** Gives a family's number to another one of its names as well: events of the older one are still looked up. */
    public void bind(String name, int index) {
        numbers.put(name, new Given(index, Given.BY_FAMILY));
    }

    /** Forgets a family's name. */
    public void unbind(String name) {
        numbers.remove(name);
    }

    /** A number that a name has, and how many hold it. Compared by identity. */
    private static final class Given {

        /** A family has it, and keeps it. */
        static final int BY_FAMILY = -1;

        final int index;
        final int holders;

        Given(int index, int holders) {
            this.index = index;
            this.holders = holders;
        }

        Given plus(int more) {
            return holders == BY_FAMILY ? this : new Given(index, holders + more);
        }
    }
}
