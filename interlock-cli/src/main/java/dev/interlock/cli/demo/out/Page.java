package dev.interlock.cli.demo.out;

import java.util.ArrayList;
import java.util.List;

/** A report as a page of Markdown, so that no figure in the documentation is typed by hand. */
public final class Page {

    private Page() {}

    /**
     * Writes a report.
     *
     * @param report  the report
     * @param command the command that made it
     * @return a page
     */
    public static String write(Report report, String command) {
        List<String> lines = new ArrayList<>();
        lines.add("# One run of the demo");
        lines.add("");
        lines.add("Written by the run itself; the machine had "
                + Runtime.getRuntime().availableProcessors() + " processors and Java "
                + Runtime.version().feature()
                + ". Yours will differ a little. [How to read it](demo.md)");
        lines.add("");
        lines.add("```");
        lines.add(command);
        lines.add("```");
        lines.add("");
        lines.add(new Table(report).caption());
        lines.add("");
        lines.addAll(new Table(report).forMarkdown());
        return String.join("\n", lines) + "\n";
    }
}
