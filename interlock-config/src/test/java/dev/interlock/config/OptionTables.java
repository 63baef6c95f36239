package dev.interlock.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of docs/configuration.md, made from the rows. The last column, how to choose, is written by hand in the page, and stays: it is advice for
 * people, and nothing else has a use for it.
 */
final class OptionTables {

    private static final Pattern LINE = Pattern.compile("\\| `(\\w+)` \\|.* \\| (.*) \\|");

    private OptionTables() {}

    /** The page with its tables made anew. */
    static String write(String page, List<OptionRow> circuits, List<OptionRow> signals) {
        return write(write(page, "options of circuits", circuits), "options of signals", signals);
    }

    private static String write(String page, String what, List<OptionRow> rows) {
        String begin = "<!-- " + what + ": made by tools/write-options, but for the last column -->\n";
        String end = "<!-- end of " + what + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new AssertionError("the page needs the line " + begin + "and after it the line " + end);
        }
        return page.substring(0, from) + table(rows, advice(page.substring(from, to))) + page.substring(to);
    }

    private static Map<String, String> advice(String table) {
        return LINE.matcher(table).results().collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
    }

    private static String table(List<OptionRow> rows, Map<String, String> advice) {
        return rows.stream()
                .map(row -> "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                                row.name(),
                                row.words(),
                                row.byDefault(),
                                row.range(),
                                advice.getOrDefault(row.name(), "")))
                .collect(Collectors.joining(
                        "", "\n| option | meaning | default | range | how to choose |\n|---|---|---|---|---|\n", "\n"));
    }
}
