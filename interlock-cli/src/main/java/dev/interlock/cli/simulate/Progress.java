package dev.interlock.cli.simulate;

import java.io.PrintStream;
import java.util.Locale;

/** How far the runs are: a bar on a terminal, else a line now and then, so that a log shows life. Thread-safe. */
final class Progress {

    private static final int WIDTH = 30;
    private static final long BAR_NANOS = 200_000_000L;
    private static final long LINE_NANOS = 30_000_000_000L;

    private final PrintStream err;
    private final boolean terminal;
    private final int runs;
    private final long began = System.nanoTime();
    private int done;
    private String what = "";
    private long told;
    private boolean shown;

    Progress(PrintStream err, boolean terminal, int runs) {
        this.err = err;
        this.terminal = terminal;
        this.runs = runs;
        this.told = began;
    }

    synchronized void now(String scenario) {
        what = scenario;
        tell();
    }

    synchronized void ended(int more) {
        done += more;
        tell();
    }

    /** Takes the bar away, so that results stand alone. */
    synchronized void hide() {
        if (shown) {
            err.print("\r\u001b[K");
            err.flush();
            shown = false;
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - told < (terminal ? BAR_NANOS : LINE_NANOS)) {
            return;
        }
        told = now;
        String words = String.format(
                Locale.ROOT, "%3d %%  %d of %d runs%s  %s", 100L * done / runs, done, runs, left(now), what);
        if (terminal) {
            int full = (int) ((long) WIDTH * done / runs);
            err.print("\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + words + "\u001b[K");
            shown = true;
        } else {
            err.println(words);
        }
        err.flush();
    }

    /** Runs differ in length, so this is no promise. */
    private String left(long now) {
        double seconds = (now - began) / 1e9;
        if (done == 0 || seconds < 3) {
            return "";
        }
        long left = Math.round(seconds / done * (runs - done));
        return left < 90 ? ", about " + left + " s left" : ", about " + (left + 30) / 60 + " min left";
    }
}
