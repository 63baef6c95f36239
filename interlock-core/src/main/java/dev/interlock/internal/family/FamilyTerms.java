package dev.interlock.internal.family;

import dev.interlock.CircuitConfig;

/**
 * What a family goes by until it is configured anew.
 *
 * @param template  what the circuits of keys go by
 * @param maxSize   how many keys can have a circuit
 * @param idleNanos how long a key is unused until it counts as gone
 * @param opening   when its host opens; never, if it has none
 */
public record FamilyTerms(CircuitConfig template, int maxSize, long idleNanos, HostOpening opening) {}
