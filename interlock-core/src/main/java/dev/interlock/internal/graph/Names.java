package dev.interlock.internal.graph;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers for names, beside the graph: a name gets its number when it is first mentioned and keeps it for good. Whether something is
 * behind the name only the graph tells, so handing out a number decides nothing and needs no commit.
 */
public final class Names {

    private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

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
}
