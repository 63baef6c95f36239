package dev.interlock.event;

import dev.interlock.InterlockEvent;
import java.time.Instant;

/**
 * A health signal went up or down.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param signal   the signal
 * @param up       what it is now
 * @param detail   why it is down, in a few words; empty if unknown
 */
public record SignalChanged(long sequence, Instant at, String signal, boolean up, String detail)
        implements InterlockEvent {}
