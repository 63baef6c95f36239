package dev.interlock.cli.demo.out;

import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegResult;
import dev.interlock.cli.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What the runs came to, one column for each. */
public final class Table {

    /** One line: a label, and a cell for each run. */
    private record Line(String label, List<String> cells) {}

    private final Report report;
    private final List<Line> lines = new ArrayList<>();

    /**
     * The table of a report.
     *
     * @param report the runs
     */
    public Table(Report report) {
        this.report = report;
        String targets = String.join(" and ", report.script().targets());
        line("circuits opened", leg -> String.valueOf(leg.opened().size()));
        String reached = report.script().targets().size() == 1 ? targets : "the targets";
        line("calls that reached " + reached + " while out of order", leg -> String.valueOf(leg.deadCalls()));
        line("requests served", leg -> String.valueOf(leg.served()));
        line("requests refused", leg -> String.valueOf(leg.refused()));
        line("requests failed", leg -> String.valueOf(leg.failed()));
        for (int i = 0; i < report.last().services().size(); i++) {
            int service = i;
            line(
                    "answers again: " + report.last().services().get(i).name(),
                    leg -> seconds(leg.services().get(service).recoverySeconds()));
        }
        line("answers again: all", leg -> seconds(leg.worstRecoverySeconds()));
    }

    private void line(String label, Function<LegResult, String> cell) {
        lines.add(new Line(label, report.legs().stream().map(cell).toList()));
    }

    /**
     * The table for a terminal.
     *
     * @param columns how wide it is
     * @return lines, none wider
     */
    public List<String> forTerminal(int columns) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < report.legs().size(); i++) {
            int leg = i;
            int widest = lines.stream()
                    .mapToInt(line -> line.cells().get(leg).length())
                    .max()
                    .orElse(0);
            widths.add(Math.max(widest, title(i).length()));
        }
        int cells = widths.stream().mapToInt(width -> width + 2).sum();
        int longest =
                lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
        int label = Math.max(10, Math.min(longest, columns - 2 - cells));
        List<String> text = new ArrayList<>();
        text.addAll(Text.wrap(caption(), columns, ""));
        text.add("");
        StringBuilder head = new StringBuilder(" ".repeat(2 + label));
        for (int i = 0; i < report.legs().size(); i++) {
            head.append("  ").append(Text.left(title(i), widths.get(i)));
        }
        text.add(Text.cut(head.toString(), columns));
        for (Line line : lines) {
            StringBuilder row = new StringBuilder("  ").append(Text.right(line.label(), label));
            for (int i = 0; i < line.cells().size(); i++) {
                row.append("  ").append(Text.left(line.cells().get(i), widths.get(i)));
            }
            text.add(Text.cut(row.toString(), columns));
        }
        for (LegResult leg : report.legs()) {
            String opened = leg.opened().isEmpty() ? "none" : String.join(", ", leg.opened());
            text.add("");
            text.addAll(Text.wrap("Opened with " + leg.protection().title() + ": " + opened, columns, "  "));
        }
        return text;
    }

    /**
     * The table as Markdown.
     *
     * @return lines
     */
    public List<String> forMarkdown() {
        List<String> text = new ArrayList<>();
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("|---|");
        for (int i = 0; i < report.legs().size(); i++) {
            head.append(' ').append(title(i)).append(" |");
            rule.append("---:|");
        }
        text.add(head.toString());
        text.add(rule.toString());
        for (Line line : lines) {
            text.add("| " + line.label() + " | " + String.join(" | ", line.cells()) + " |");
        }
        return text;
    }

    /**
     * What was done.
     *
     * @return one sentence
     */
    public String caption() {
        Script script = report.script();
        return Text.format(
                "%s out of order for %.1f s (%s), then repaired. Seconds count from the repair.",
                String.join(" and ", script.targets()),
                script.downFor(),
                script.outage().words());
    }

    private String title(int leg) {
        return report.legs().get(leg).protection().title();
    }

    /** A service that did not come back took longer than what was left of the run. */
    private String seconds(double value) {
        Script script = report.script();
        return value < 0
                ? String.format(Locale.ROOT, "over %.1f s", script.duration() - script.repairAt())
                : String.format(Locale.ROOT, "%.1f s", value);
    }
}
