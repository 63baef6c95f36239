package dev.interlock;

/** A health check that is a node of the graph: circuits can depend on it. Up until first known. Thread-safe. */
public interface Signal {

    /**
     * The name.
     *
     * @return the name, unique in its interlock
     */
    String name();

    /**
     * Whether the published observation is up.
     *
     * @return false while it is down
     */
    boolean isUp();

    /** Asks for a check now, outside of the interval; if one is under way, for another after it. Returns at once. */
    void check();
}
