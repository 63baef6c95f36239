package dev.interlock.cli.demo.show;

import dev.interlock.cli.demo.guard.BreakerView;
import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.Moment;
import dev.interlock.cli.demo.run.Row;
import dev.interlock.cli.demo.run.Span;
import dev.interlock.cli.demo.run.Status;
import dev.interlock.cli.text.Terminal;
import dev.interlock.cli.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One picture of the live screen: lines that fit a terminal. */
final class Frame {

    private static final int STATE = 9;
    private static final int NUMBER = 10;
    private static final int NEXT = 9;
    private static final int STRIP_FROM = 112; // columns from which there is room for the past
    private static final int MOST_BLOCKED_BY = 28;
    private static final int LEAST_BLOCKED_BY = 14; // narrower, a column of names says nothing
    private static final int FEWEST_MOMENTS = 3;

    private final Terminal terminal;
    private final Palette palette;
    private final Status status;
    private final int name;
    private final int blockedBy;
    private final boolean rates;
    private final boolean nextTry;
    private final int strip;

    private Frame(Terminal terminal, Status status) {
        this.terminal = terminal;
        this.palette = new Palette(terminal.colour());
        this.status = status;
        int longest = status.rows().stream()
                .mapToInt(row -> row.view().name().length())
                .max()
                .orElse(0);
        this.name = Math.min(Math.max(longest, 7), terminal.columns() / 4);
        int room = terminal.columns() - 2 - name - 1 - STATE - 1;
        // Who blocks whom is what the screen is for: on a narrow one the rates make room, then the next try.
        this.rates = room - 2 * NUMBER - NEXT >= LEAST_BLOCKED_BY;
        this.nextTry = room - NEXT >= LEAST_BLOCKED_BY;
        int rest = room - (rates ? 2 * NUMBER : 0) - (nextTry ? NEXT : 0);
        this.strip = terminal.columns() >= STRIP_FROM ? Math.min(rest - 2 - MOST_BLOCKED_BY, 100) : 0;
        this.blockedBy = strip > 0 ? MOST_BLOCKED_BY : rest;
    }

    /** The lines, none wider than the terminal, and fewer than it has. */
    static List<String> draw(Terminal terminal, Status status) {
        return new Frame(terminal, status).draw();
    }

    private List<String> draw() {
        List<String> lines = new ArrayList<>();
        Script script = status.script();
        String clock = Text.format("%5.1f s of %.0f s", status.seconds(), script.duration());
        String title = "Run " + status.leg().number() + " of " + status.leg().of() + ": "
                + status.leg().protection().title();
        int columns = terminal.columns();
        lines.add(palette.bold(Text.right(title, columns - clock.length() - 1)) + " " + clock);
        lines.add(Text.cut(
                Text.format(
                        "%s from %.0f s to %.0f s: %s",
                        String.join(" and ", script.targets()),
                        script.at(),
                        script.repairAt(),
                        script.outage().words()),
                columns));
        lines.add(progress(columns));
        lines.add("");
        lines.add(palette.dim(header()));
        int room = terminal.lines() - 1 - lines.size() - 3 - FEWEST_MOMENTS;
        List<Row> rows = status.rows();
        List<Row> shown = rows.size() <= room ? rows : mostTelling(Math.max(1, room - 1));
        shown.forEach(row -> lines.add(row(row)));
        if (shown.size() < rows.size()) {
            lines.add(Text.cut("  and " + (rows.size() - shown.size()) + " more", columns));
        }
        lines.add("");
        lines.add(Text.cut(
                Text.format(
                        "Requests from outside: %d served, %d refused, %d failed",
                        status.served(), status.refused(), status.failed()),
                columns));
        lines.add("");
        lines.addAll(moments(terminal.lines() - 1 - lines.size()));
        return lines;
    }

    /** The targets, then what is not as usual, then the others; each in the order of the mesh. */
    private List<Row> mostTelling(int count) {
        List<Row> sorted = new ArrayList<>(status.rows());
        sorted.sort(Comparator.comparingInt(row -> row.target() ? 0 : usual(row.view()) ? 2 : 1));
        return sorted.subList(0, Math.min(count, sorted.size()));
    }

    private static boolean usual(BreakerView view) {
        return view.phase() == Phase.CLOSED && view.blockedBy().isEmpty();
    }

    private String progress(int columns) {
        Script script = status.script();
        int width = Math.min(columns, 100) - 2;
        StringBuilder bar = new StringBuilder("[");
        for (int i = 0; i < width; i++) {
            double at = script.duration() * i / width;
            double next = script.duration() * (i + 1) / width;
            if (at <= script.at() && script.at() < next) {
                bar.append('X');
            } else if (at <= script.repairAt() && script.repairAt() < next) {
                bar.append('R');
            } else {
                bar.append(at <= status.seconds() ? '=' : ' ');
            }
        }
        return bar.append(']').toString();
    }

    private String header() {
        return "  " + Text.right("circuit", name) + " " + Text.right("state", STATE) + " "
                + Text.right("blocked by", blockedBy)
                + (rates ? Text.left("calls/s", NUMBER) + Text.left("refused/s", NUMBER) : "")
                + (nextTry ? Text.left("next try", NEXT) : "")
                + (strip > 0 ? "  " + Text.cut("until now: . passes  b blocked  h probing  O open", strip) : "");
    }

    private String row(Row row) {
        BreakerView view = row.view();
        Span.Condition condition = condition(view);
        String next = view.nextAttempt().isPresent()
                ? Text.format("%.1f s", view.nextAttempt().getAsDouble())
                : "";
        return (row.target() ? palette.bold("> ") : "  ")
                + palette.of(
                        condition,
                        Text.right(view.name(), name) + " "
                                + Text.right(view.phase().name(), STATE) + " "
                                + Text.right(String.join(", ", view.blockedBy()), blockedBy))
                + (rates
                        ? Text.left(Text.format("%.1f", row.callsPerSecond()), NUMBER)
                                + Text.left(Text.format("%.1f", row.refusedPerSecond()), NUMBER)
                        : "")
                + (nextTry ? Text.left(next, NEXT) : "")
                + (strip > 0 ? "  " + strip(view.name()) : "");
    }

    /** The past of one breaker, a character for each step of the run. */
    private String strip(String breaker) {
        List<Span> spans = status.timeline().getOrDefault(breaker, List.of());
        StringBuilder text = new StringBuilder();
        Span.Condition last = null;
        StringBuilder stretch = new StringBuilder();
        for (int i = 0; i < strip; i++) {
            double from = status.script().duration() * i / strip;
            double to = status.script().duration() * (i + 1) / strip;
            if (from > status.seconds()) {
                break;
            }
            Span.Condition condition = worst(spans, from, to);
            if (last != null && condition != last) {
                text.append(palette.of(last, stretch.toString()));
                stretch.setLength(0);
            }
            stretch.append(letter(condition));
            last = condition;
        }
        if (last != null) {
            text.append(palette.of(last, stretch.toString()));
        }
        return text.toString();
    }

    /** What a step shows: the probe in it if there was one, for that is the shortest; else the longest lasting, roughly the last. */
    private static Span.Condition worst(List<Span> spans, double from, double to) {
        Span.Condition found = Span.Condition.UP;
        for (Span span : spans) {
            if (span.from() >= to) {
                break;
            }
            if (span.from() >= from && span.condition() == Span.Condition.HALF_OPEN) {
                return Span.Condition.HALF_OPEN;
            }
            found = span.condition();
        }
        return found;
    }

    private static char letter(Span.Condition condition) {
        return switch (condition) {
            case UP -> '.';
            case BLOCKED -> 'b';
            case HALF_OPEN -> 'h';
            case OPEN -> 'O';
        };
    }

    private static Span.Condition condition(BreakerView view) {
        if (view.phase() == Phase.OPEN) {
            return Span.Condition.OPEN;
        }
        if (!view.blockedBy().isEmpty()) {
            return Span.Condition.BLOCKED;
        }
        return view.phase() == Phase.HALF_OPEN ? Span.Condition.HALF_OPEN : Span.Condition.UP;
    }

    /** The latest that fit. */
    private List<String> moments(int room) {
        List<String> lines = new ArrayList<>();
        for (int i = status.moments().size() - 1; i >= 0; i--) {
            Moment moment = status.moments().get(i);
            List<String> wrapped = Text.wrap(
                    Text.format("%6.1f s  %s", moment.seconds(), moment.text()), terminal.columns(), " ".repeat(10));
            if (lines.size() + wrapped.size() > room) {
                break;
            }
            lines.addAll(
                    0,
                    wrapped.stream()
                            .map(line -> palette.of(moment.kind(), line))
                            .toList());
        }
        return lines;
    }
}
