package dev.interlock.internal.future;

import java.io.Serial;
import java.util.concurrent.CancellationException;

/**
 * A cancellation that came through this library: somebody cancelled a future of ours, or was interrupted while it waited for one. Nobody else
 * makes any, so wherever it turns up it is known who cancelled, and that no dependency did.
 */
public final class CalledOff extends CancellationException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A cancellation, and what it was. */
    public CalledOff(String message) {
        super(message);
    }
}
