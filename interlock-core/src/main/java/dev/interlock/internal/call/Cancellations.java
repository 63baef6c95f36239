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

    /** Whether what was thrown, on the thread that made the call or out of a stage, comes from somebody who called it off. */
    static boolean explain(Throwable thrown, CircuitConfig config, boolean ownThread) {
        return Causes.any(
                        thrown,
                        link -> link instanceof CalledOff
                                || (isOne(link) && Thread.currentThread().isInterrupted()))
                || (ownThread && isInterruptOfItsOwn(thrown, config));
    }

    /** What work throws that was interrupted, or waited for what was cancelled; and what others throw as well. */
    private static boolean isOne(Throwable link) {
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
    private static boolean isInterruptOfItsOwn(Throwable thrown, CircuitConfig config) {
        Throwable found =
                Causes.first(thrown, link -> link instanceof InterruptedException || Causes.isFutureWrapper(link));
        return found instanceof InterruptedException interrupted && !isNamed(interrupted, config);
    }

    /** A class above it, such as Exception, does not name it. */
    private static boolean isNamed(InterruptedException interrupted, CircuitConfig config) {
        return config.failOn().stream()
                .anyMatch(type -> InterruptedException.class.isAssignableFrom(type) && type.isInstance(interrupted));
    }
}
