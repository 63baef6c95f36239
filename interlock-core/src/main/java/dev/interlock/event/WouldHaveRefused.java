package dev.interlock.event;

import dev.interlock.InterlockEvent;
import java.time.Instant;
import java.util.List;

/**
 * A circuit in METRICS_ONLY let a call pass that it would have refused. Told once for each time it becomes blocked,
 * and anew when METRICS_ONLY is entered anew.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param circuit  the circuit
 * @param chain    the way to the root cause
 */
public record WouldHaveRefused(long sequence, Instant at, String circuit, List<String> chain)
        implements InterlockEvent {}
