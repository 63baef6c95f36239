package dev.interlock.event;

import dev.interlock.InterlockEvent;
import java.time.Instant;

/**
 * More circuits are open than the panic threshold allows, so that cascades stop; or not any more. Part of the commit that made it so.
 *
 * @param sequence  its place in the order of all events
 * @param at        when it happened
 * @param panicking true if cascades stop from this commit on, false if they take place again
 * @param open      how many circuits count as open now
 * @param circuits  how many circuits there are
 */
public record PanicChanged(long sequence, Instant at, boolean panicking, int open, int circuits)
        implements InterlockEvent {

    /**
     * Which share of the circuits is open.
     *
     * @return 0 to 1; 0 if there are none
     */
    public double share() {
        return circuits == 0 ? 0 : (double) open / circuits;
    }
}
