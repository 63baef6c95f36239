package dev.interlock.cli.demo.guard;

import dev.interlock.RemoteFailureException;

/** A circuit further down refused, and the service in between said so. No failure of anybody's, here neither. */
public final class RefusedElsewhereException extends RemoteFailureException {

    private static final long serialVersionUID = 1L;

    RefusedElsewhereException(RemoteFailureException told) {
        super(told.remoteCircuit(), told.retryAfter(), told.isSlow());
    }
}
