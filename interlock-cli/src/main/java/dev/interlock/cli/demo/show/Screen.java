package dev.interlock.cli.demo.show;

import dev.interlock.cli.demo.run.LegName;
import dev.interlock.cli.demo.run.Status;
import dev.interlock.cli.demo.run.Watcher;
import dev.interlock.cli.text.Terminal;
import java.io.PrintStream;
import java.util.List;

/** Redraws the mesh in place. The last picture of a run stays when the run is over. */
public final class Screen implements Watcher {

    /** No cursor, and lines that are too long are cut: a window made narrower must not break the picture. */
    private static final String BEGIN = "\u001b[?25l\u001b[?7l";

    private static final String END = "\u001b[?7h\u001b[?25h";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final PrintStream out;
    private int drawn;
    private boolean cursorHidden;
    private boolean closed;

    /**
     * A screen that shows nothing yet.
     *
     * @param terminal where
     * @param out      how to get there
     */
    public Screen(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
    }

    @Override
    public synchronized void preparing(LegName leg) {
        write(List.of("Run " + leg.number() + " of " + leg.of() + ": "
                + leg.protection().title() + ". Starting the servers..."));
    }

    @Override
    public synchronized void look(Status status) throws ReaderGoneException {
        write(Frame.draw(terminal, status));
        ReaderGoneException.check(out);
    }

    @Override
    public synchronized void ended(Status status) {
        write(Frame.draw(terminal, status));
        drawn = 0;
        showCursor();
        out.print('\n');
        out.flush();
    }

    /** Gives the terminal back as it was. Nothing is drawn after that. */
    public synchronized void close() {
        closed = true;
        showCursor();
        out.flush();
    }

    private void showCursor() {
        if (cursorHidden) {
            cursorHidden = false;
            out.print(END);
        }
    }

    private void write(List<String> lines) {
        if (closed) {
            return;
        }
        cursorHidden = true;
        StringBuilder text = new StringBuilder(BEGIN);
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        text.append('\r').append(CLEAR_BELOW);
        for (String line : lines) {
            text.append(line).append('\n');
        }
        drawn = lines.size();
        out.print(text);
        out.flush();
    }
}
