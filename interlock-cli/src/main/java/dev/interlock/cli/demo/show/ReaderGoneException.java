package dev.interlock.cli.demo.show;

import java.io.IOException;
import java.io.PrintStream;

/** Whoever read the output has gone, as {@code head} does: the run has nobody left to tell, and ends. */
public final class ReaderGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    private ReaderGoneException() {
        super("the output is closed");
    }

    static void check(PrintStream out) throws ReaderGoneException {
        if (out.checkError()) {
            throw new ReaderGoneException();
        }
    }
}
