package dev.interlock.internal.event;

import dev.interlock.InterlockEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that a commit added, as the dispatcher finds them. */
public final class CommittedEvents {

    private CommittedEvents() {}

    /** Those between two nodes of one chain, oldest first; null if the older one is not in the chain of the newer. */
    public static @Nullable List<InterlockEvent> between(EventNode older, EventNode newer) {
        List<InterlockEvent> events = new ArrayList<>();
        for (EventNode node = newer; node != older; node = node.previous()) {
            if (node == null) {
                return null;
            }
            events.addAll(0, node.events());
        }
        return events;
    }
}
