package dev.interlock.simulator.model;

import java.util.List;

/**
 * Who sends requests from outside. Times in nanoseconds.
 *
 * @param rate     requests a second at each entry
 * @param entries  the numbers of the services at which requests enter
 * @param attempts how often a request is tried in all; a refusal is not tried again
 * @param backoff  the mean wait before another try: drawn between half and one and a half of it
 */
public record Clients(double rate, List<Integer> entries, int attempts, long backoff) {}
