package dev.interlock;

import java.time.Instant;

/**
 * Something that happened, as told to listeners. The events themselves are the records of {@code dev.interlock.event}.
 *
 * <p>Every event belongs to one commit of the graph: a listener sees each event exactly once and in order of
 * {@link #sequence()}. When it sees an event, {@link Interlock#snapshot()} already shows that state or a later one.
 */
public interface InterlockEvent {

    /**
     * The place of this event in the order of all events of its interlock.
     *
     * @return 1 for the first event, then growing by 1
     */
    long sequence();

    /**
     * When it happened.
     *
     * @return the time of day
     */
    Instant at();
}
