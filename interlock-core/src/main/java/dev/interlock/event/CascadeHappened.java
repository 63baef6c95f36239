package dev.interlock.event;

import dev.interlock.InterlockEvent;
import java.time.Instant;
import java.util.List;

/**
 * A circuit or signal opened others, or would have.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param source   the one that opened first
 * @param affected those it opened, sorted; if it {@link #isStopped()}, those it would have opened
 * @param dryRun   targets of dry-run edges that would have opened, sorted
 * @param limited  whether the cascade limit stopped it: only the source opened
 * @param panic    whether the panic threshold stopped it: only the source opened
 */
public record CascadeHappened(
        long sequence,
        Instant at,
        String source,
        List<String> affected,
        List<String> dryRun,
        boolean limited,
        boolean panic)
        implements InterlockEvent {

    /**
     * Whether anything stopped it, so that only the source opened.
     *
     * @return true if the cascade limit or the panic threshold did
     */
    public boolean isStopped() {
        return limited || panic;
    }
}
