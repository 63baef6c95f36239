package dev.interlock.internal.event;

import dev.interlock.InterlockEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one commit, linked to those of the commit before. A published state holds the newest node, so events cannot be
 * lost between the commit and its publication: they are the same store.
 *
 * <p>The link leads back, because a commit writes nothing but its own new objects. The {@link Dispatcher} cuts it once the
 * node is delivered: an old state that someone keeps holds its own events and none before them.
 */
public final class EventNode {

    private final long lastSequence;
    private final List<InterlockEvent> events;
    private volatile @Nullable EventNode previous;

    private EventNode(long lastSequence, List<InterlockEvent> events, @Nullable EventNode previous) {
        this.lastSequence = lastSequence;
        this.events = events;
        this.previous = previous;
    }

    /** The start of a chain: no events yet. */
    public static EventNode first() {
        return new EventNode(0, List.of(), null);
    }

    /**
     * The chain with the events of one more commit; this node does not change.
     *
     * @throws IllegalArgumentException if they do not follow on: then the commit is wrong, and must not happen
     */
    public EventNode append(List<? extends InterlockEvent> committed) {
        if (committed.isEmpty()) {
            return this;
        }
        long sequence = lastSequence;
        for (InterlockEvent event : committed) {
            sequence++;
            if (event.sequence() != sequence) {
                throw new IllegalArgumentException("event " + event.sequence() + " where " + sequence + " is next");
            }
        }
        return new EventNode(sequence, List.copyOf(committed), this);
    }

    /** The sequence number of the newest event; 0 if there was none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** One of its events. */
    InterlockEvent event(long sequence) {
        return events.get((int) (sequence - lastSequence) + events.size() - 1);
    }

    List<InterlockEvent> events() {
        return events;
    }

    @Nullable
    EventNode previous() {
        return previous;
    }

    void cut() {
        previous = null;
    }
}
