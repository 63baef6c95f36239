package dev.interlock.cli.demo;

import java.io.IOException;

/** Whoever read the output has gone, as {@code head} does: the run has nobody left to tell, and ends. */
final class ReaderGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ReaderGoneException() {
        super("the output is closed");
    }
}
