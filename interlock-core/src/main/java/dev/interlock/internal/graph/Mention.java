package dev.interlock.internal.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names that one change mentions. They keep their numbers until it is over, whatever others remove meanwhile; afterwards those that
 * nothing in the graph has are given back. Begun before the first handle is made, because a handle keeps its number. Used by one thread.
 */
public final class Mention implements AutoCloseable {

    private final Names names;
    private final GraphRoot root;
    private final Map<String, Integer> held = new HashMap<>();
    private final Set<String> left = new HashSet<>();

    Mention(Names names, GraphRoot root) {
        this.names = names;
        this.root = root;
    }

    /**
     * The number of a name, given now if it has none. Before the graph is read that is to be changed: in an older one the number may be that
     * of the name which gave it back.
     */
    public int number(String name) {
        return held.computeIfAbsent(name, names::hold);
    }

    /** The number of a name that was mentioned. */
    int numberOf(String name) {
        Integer number = held.get(name);
        if (number == null) {
            throw new IllegalStateException("'" + name + "' was not mentioned before the graph was read");
        }
        return number;
    }

    /** A node may have lost its last edge: its number is looked at in the end. */
    void leaves(String name) {
        left.add(name);
    }

    /** The change is made, or is not. */
    @Override
    public void close() {
        held.forEach(names::letGo);
        left.addAll(held.keySet());
        left.forEach(name -> names.giveBackUnused(name, root));
    }
}
