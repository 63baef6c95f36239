package dev.interlock.internal.graph;

import dev.interlock.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers for names, beside the graph: a name gets its number when it is first mentioned and keeps it for good. Whether something is
 * behind the name only the graph tells, so handing out a number decides nothing and needs no commit.
 *
 * <p>But names that begin with the name of a family are the family's, which gives the number of one to another one; nobody else may mention
 * them. So a number that was found by a name may be another name's in the graph: who looks such a node up asks for {@link #find(Graph, String)}.
 */
public final class Names {

    private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> families = ConcurrentHashMap.newKeySet();

    /** The number of a name, given now if it is new. */
    public int number(String name) {
        Integer known = numbers.get(name);
        return known != null ? known : numbers.computeIfAbsent(name, unused -> next.getAndIncrement());
    }

    /** The number of a name; -1 if it was never mentioned. */
    public int find(String name) {
        Integer known = numbers.get(name);
        return known != null ? known : -1;
    }

    /** The number of a name that a node of the graph has; else -1. */
    public int find(Graph graph, String name) {
        int index = find(name);
        Vertex vertex = index < 0 ? null : graph.vertexOrNull(index);
        return vertex != null && vertex.name().equals(name) ? index : -1;
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
        List<String> problems = new ArrayList<>();
        for (String name : mentioned) {
            familyOf(name)
                    .ifPresent(family -> problems.add(name + ": names that begin with '" + family
                            + "/' belong to the family '" + family
                            + "', which makes its circuits itself; set edges and options in its template"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /** Gives a family's number to another one of its names as well: events of the older one are still looked up. */
    public void bind(String name, int index) {
        numbers.put(name, index);
    }

    /** Forgets a family's name. */
    public void unbind(String name) {
        numbers.remove(name);
    }
}
