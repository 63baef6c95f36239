package dev.interlock.simulator.model;

/**
 * Something that goes wrong. Times in nanoseconds from the beginning of the run.
 *
 * @param kind      what
 * @param service   the number of the service
 * @param at        when it begins
 * @param duration  how long it lasts
 * @param factor    of {@link Kind#SLOW}: how many times longer the service's work takes
 * @param share     of {@link Kind#ERRORS}: how many of the requests fail
 * @param instances how many instances it hits; of {@link Kind#DEPLOY}: how many are replaced, one after the other
 * @param from      of {@link Kind#PARTITION}: the number of the one caller that is cut off; -1 for all, clients included
 */
public record OutageModel(
        Kind kind, int service, long at, long duration, double factor, double share, int instances, int from) {

    /** What can go wrong. */
    public enum Kind {
        /** The instances are gone: calls are refused at once, what they worked on is lost; the cache is cold afterwards. */
        CRASH,
        /** They accept calls and never answer. At the end they are started again, with a cold cache. */
        HANG,
        /** Their work takes longer. */
        SLOW,
        /** They answer some of the requests with an error, after the work. */
        ERRORS,
        /** Nothing gets through to them, and nothing back. They themselves are well. */
        PARTITION,
        /** Their caches are empty, and stay so while it lasts. */
        FLUSH,
        /** They are replaced one after the other: drained, gone for a while, back with a cold cache. */
        DEPLOY
    }

    /**
     * When it is over.
     *
     * @return nanoseconds from the beginning of the run
     */
    public long end() {
        return at + duration;
    }
}
