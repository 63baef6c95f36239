package dev.interlock.simulator.model;

/**
 * How one service behaves. Times in nanoseconds.
 *
 * @param instances   how many copies of it there are
 * @param workers     requests that one instance works on at once; a request holds its worker until it is answered
 * @param queue       requests that wait in front of the workers of one instance; more are turned away
 * @param serviceTime mean of the service's own work for one request, without what it waits for others
 * @param spread      how that work is distributed
 * @param timeout     how long callers wait for an answer
 * @param coldFactor  how many times longer the work takes with a cold cache; 1 for no cache
 * @param cacheFills  after how many requests the cache is warm, or nearly (63 %)
 * @param cacheFades  after what time without requests it is cold, or nearly (63 %)
 */
public record ServiceModel(
        int instances,
        int workers,
        int queue,
        long serviceTime,
        Spread spread,
        long timeout,
        double coldFactor,
        int cacheFills,
        long cacheFades) {

    /** The shape of a distribution of times. */
    public enum Spread {
        /** Always the mean. */
        CONSTANT,
        /** Without memory: many short, some long. */
        EXPONENTIAL,
        /** Skewed, as service times mostly are: sigma 0.5. */
        LOGNORMAL
    }
}
