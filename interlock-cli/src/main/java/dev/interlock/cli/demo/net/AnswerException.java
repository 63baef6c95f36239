package dev.interlock.cli.demo.net;

import java.io.IOException;

/** A service answered, but not with status 200, and the breakers in use read nothing more into it. */
final class AnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Whether the other side said that a breaker refused. */
    private final boolean refused;

    AnswerException(String service, int status, boolean refused) {
        super(service + " answered " + status + (refused ? ": a breaker behind it refused" : ""));
        this.refused = refused;
    }

    boolean isRefused() {
        return refused;
    }
}
