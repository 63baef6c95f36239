package dev.interlock.event;

import dev.interlock.InterlockEvent;
import dev.interlock.Snapshot;
import java.time.Instant;

/**
 * A listener was too slow for its mailbox: it missed events. Take the snapshot as the new start; later events follow as usual.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param firstMissed the first event that was dropped
 * @param lastMissed  the last event that was dropped; equal to {@code sequence}
 * @param snapshot    the graph at or after the last missed event
 */
public record EventsMissed(long sequence, Instant at, long firstMissed, long lastMissed, Snapshot snapshot)
        implements InterlockEvent {}
