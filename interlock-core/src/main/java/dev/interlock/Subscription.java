package dev.interlock;

/** A listener that is registered. Closing it ends the delivery; closing it again does nothing. */
public interface Subscription extends AutoCloseable {

    /**
     * How many events did not fit this listener's mailbox. A listener of a type that includes {@link InterlockEvent} as a
     * whole is told the gap as an event; one of a narrower type can only look here.
     *
     * @return the number since it was registered
     */
    long missed();

    /** Ends the delivery. An event that is being delivered at that moment may still arrive. */
    @Override
    void close();
}
