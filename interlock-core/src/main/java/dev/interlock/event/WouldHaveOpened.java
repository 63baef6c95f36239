package dev.interlock.event;

import dev.interlock.InterlockEvent;
import java.time.Instant;

/**
 * A circuit in METRICS_ONLY met its conditions; it would have opened.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param circuit  the circuit
 * @param detail   the condition that was met
 */
public record WouldHaveOpened(long sequence, Instant at, String circuit, String detail) implements InterlockEvent {}
