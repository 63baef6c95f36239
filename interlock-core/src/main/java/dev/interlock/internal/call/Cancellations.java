package dev.interlock.internal.call;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.future.CalledOff;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/**
 * Whether a call ended because somebody on this side called it off. That is decided by who did it, and never by the name of a class alone: drivers
 * raise cancellations that nobody asked for when their connection is cut, and client libraries end calls that take too long with the
 * classes of an interrupt.
 */
final class Cancellations {

    private Cancellations() {}

    /**
     * Whether a throwable says that somebody called it off.
     *
     * @param link      what was thrown, or a cause of it
     * @param ownThread whether it was thrown on the thread that made the call; else it came out of a stage
     */
    static boolean isOne(Throwable link, Throwable thrown, CircuitConfig config, boolean ownThread) {
        return link instanceof CalledOff
                || (mayBeOne(link) && Thread.currentThread().isInterrupted())
                || (ownThread
                        && link instanceof InterruptedException interrupted
                        && isOfThisThread(interrupted, thrown)
                        && !isNamed(interrupted, config));
    }

    /** What work throws that was interrupted, or waited for what was cancelled; and what others throw as well. */
    private static boolean mayBeOne(Throwable link) {
        return link instanceof CancellationException || isInterrupt(link);
    }

    /** What interrupted work throws. */
    static boolean isInterrupt(Throwable link) {
        return link instanceof InterruptedException
                || link instanceof ClosedByInterruptException
                // Clients throw this class also when a time limit of theirs is over; and this one of it is always one.
                || (link instanceof InterruptedIOException && !(link instanceof SocketTimeoutException));
    }

    /**
     * An InterruptedException takes the flag away, so nothing but itself says that the thread was interrupted. Behind what a future wraps around
     * a failure it is another thread's. As it is told by its class only, a {@code failOn} that names the class is stronger.
     */
    @SuppressWarnings("ReferenceEquality") // the very throwable
    private static boolean isOfThisThread(InterruptedException interrupted, Throwable thrown) {
        return Causes.first(thrown, link -> link instanceof InterruptedException || Causes.isFutureWrapper(link))
                == interrupted;
    }

    /** A class above it, such as Exception, does not name it. */
    private static boolean isNamed(InterruptedException interrupted, CircuitConfig config) {
        return config.failOn().stream()
                .anyMatch(type -> InterruptedException.class.isAssignableFrom(type) && type.isInstance(interrupted));
    }
}
