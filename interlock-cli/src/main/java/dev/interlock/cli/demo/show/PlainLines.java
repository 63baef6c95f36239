package dev.interlock.cli.demo.show;

import dev.interlock.cli.demo.run.LegName;
import dev.interlock.cli.demo.run.Moment;
import dev.interlock.cli.demo.run.Status;
import dev.interlock.cli.demo.run.Watcher;
import dev.interlock.cli.text.Terminal;
import dev.interlock.cli.text.Text;
import java.io.PrintStream;
import java.util.List;

/** A line a second, and one for each moment. */
public final class PlainLines implements Watcher {

    private static final int MOST_OPEN = 2; // names in a line; of more there is the number

    private final Terminal terminal;
    private final PrintStream out;
    private final Palette palette;
    private int told;
    private double nextLine;

    /**
     * Lines for an output that is no terminal.
     *
     * @param terminal how wide lines are
     * @param out      where they go
     */
    public PlainLines(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
        this.palette = new Palette(terminal.colour());
    }

    @Override
    public void preparing(LegName leg) {
        told = 0;
        nextLine = 1;
        out.println("Run " + leg.number() + " of " + leg.of() + ": "
                + leg.protection().title());
    }

    @Override
    public void look(Status status) throws ReaderGoneException {
        tell(status);
        if (status.seconds() >= nextLine) {
            List<String> open = status.open();
            // Not cut: nobody redraws these lines, and a log has no width. The number stands before the names, which
            // can be long.
            out.println(Text.format(
                    "%6.1f s  %5d served %5d refused %4d failed   blocked: %d, open: %s",
                    status.seconds(),
                    status.served(),
                    status.refused(),
                    status.failed(),
                    status.blocked(),
                    open.isEmpty()
                            ? "none"
                            : open.size() > MOST_OPEN ? String.valueOf(open.size()) : String.join(" ", open)));
            nextLine = Math.floor(status.seconds()) + 1;
        }
        out.flush();
        ReaderGoneException.check(out);
    }

    @Override
    public void ended(Status status) {
        tell(status);
        out.println();
        out.flush();
    }

    private void tell(Status status) {
        for (Moment moment : status.moments().subList(told, status.moments().size())) {
            Text.wrap(Text.format("%6.1f s  %s", moment.seconds(), moment.text()), terminal.columns(), " ".repeat(10))
                    .forEach(line -> out.println(palette.of(moment.kind(), line)));
        }
        told = status.moments().size();
    }
}
