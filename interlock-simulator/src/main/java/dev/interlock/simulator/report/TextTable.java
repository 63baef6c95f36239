package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.ScenarioResult;
import java.util.ArrayList;
import java.util.List;

/** The result of a scenario as text and as Markdown: a row for each policy. */
public final class TextTable {

    private TextTable() {}

    /**
     * For a terminal.
     *
     * @param result what to tell
     * @return lines
     */
    public static List<String> forTerminal(ScenarioResult result) {
        List<List<String>> rows = rows(result);
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> lines = new ArrayList<>();
        lines.add(result.scenario().name() + ": " + result.scenario().title());
        lines.add("  " + Words.size(result.scenario()));
        result.scenario().outages().forEach(outage -> lines.add("  " + Words.outage(result.scenario(), outage)));
        lines.add("");
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append("  ").append(i == 0 ? row.get(i) + padding : padding + row.get(i));
            }
            lines.add(line.toString().stripTrailing());
        }
        result.policies().stream()
                .filter(policy -> !policy.variant().isEmpty())
                .forEach(policy -> lines.add("  " + policy.policy().title() + ": " + policy.variant()));
        Words.failingAnyway(result).ifPresent(words -> lines.add("  " + words));
        lines.add("");
        return lines;
    }

    /**
     * What the columns mean.
     *
     * @return lines
     */
    public static List<String> legend() {
        return Figure.ALL.stream()
                .map(figure -> Words.format("  %-13s %s", figure.title(), figure.meaning()))
                .toList();
    }

    /**
     * For a page.
     *
     * @param result what to tell
     * @return lines
     */
    static List<String> forMarkdown(ScenarioResult result) {
        List<String> lines = new ArrayList<>();
        List<List<String>> rows = rows(result);
        lines.add("| " + String.join(" | ", rows.get(0)) + " |");
        lines.add("|---|" + "---:|".repeat(Figure.ALL.size()));
        rows.stream().skip(1).forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
        return lines;
    }

    /** The head, and a row for each policy. */
    static List<List<String>> rows(ScenarioResult result) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add("policy");
        Figure.ALL.forEach(figure -> head.add(figure.title()));
        rows.add(head);
        for (PolicyResult policy : result.policies()) {
            List<String> row = new ArrayList<>();
            row.add(policy.policy().title());
            Figure.ALL.forEach(figure -> row.add(figure.cell().apply(result.scenario(), policy)));
            rows.add(row);
        }
        return rows;
    }
}
