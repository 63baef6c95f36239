package dev.interlock;

/**
 * How the library itself is doing. Read while it works; each number is exact by itself.
 *
 * @param hookFailures      guards, predicates and other hooks of the user's that threw or were late, total. Not the checks of signals and
 *                          probes: that one throws, or does not come back, is its answer. So in good order this stays 0, whatever is down
 * @param listenerFailures  deliveries to listeners that threw, total
 * @param eventsMissed      events that did not fit a listener's mailbox, total over all listeners
 * @param eventsPending     deliveries that are still ahead, over all listeners
 * @param timersPending     timers of circuits and calls that are armed: recovery waits and retries, probes, permit deadlines, time limits, hedges
 * @param permitsOutstanding HALF_OPEN permits that are out, over all circuits
 * @param callsInFlight     bulkhead places that are taken, over all circuits. A call keeps its place until its work has returned, also when whoever
 *                          waited has gone on: after a time limit or a cancel the future is done, and the work still on its thread
 */
public record Diagnostics(
        long hookFailures,
        long listenerFailures,
        long eventsMissed,
        long eventsPending,
        int timersPending,
        int permitsOutstanding,
        int callsInFlight) {}
