package dev.interlock;

/** A listener that is registered. Closing it ends the delivery; closing it again does nothing. */
public interface Subscription extends AutoCloseable {

    /** Ends the delivery. An event that is being delivered at that moment may still arrive. */
    @Override
    void close();
}
