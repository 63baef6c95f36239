package dev.interlock.internal.event;

import dev.interlock.InterlockEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the chain of events as the dispatcher does. */
public final class Chain {

    private Chain() {}

    /** The events after one, oldest first. */
    public static List<InterlockEvent> since(EventNode newest, long sequence) {
        List<InterlockEvent> events = new ArrayList<>();
        for (@Nullable EventNode node = newest;
                node != null && node.lastSequence() > sequence;
                node = node.previous()) {
            List<InterlockEvent> committed = new ArrayList<>(node.events());
            Collections.reverse(committed);
            events.addAll(committed);
        }
        Collections.reverse(events);
        return events;
    }
}
