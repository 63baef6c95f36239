package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.ScenarioResult;
import java.util.List;

/** One page with everything in it: tables and plots. It needs no network, and no script. */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * Writes it.
     *
     * @param results one for each scenario
     * @param command what was typed
     * @return an HTML document
     */
    public static String write(List<ScenarioResult> results, String command) {
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Interlock simulation</title>
                <style>
                :root{color-scheme:light dark}
                body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
                h2{margin-top:3rem}
                code{font-family:ui-monospace,Menlo,Consolas,monospace}
                .wide{overflow-x:auto}
                table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:1rem 0}
                th,td{padding:.3rem .7rem;border-bottom:1px solid #8888;text-align:right;white-space:nowrap}
                th:first-child,td:first-child{text-align:left}
                dt{font-weight:bold}dd{margin:0 0 .3rem 1rem}
                svg{max-width:100%;height:auto;margin:.5rem 0}
                </style>
                </head>
                <body>
                <h1>Interlock simulation</h1>
                """);
        html.append("<p>Made by <code>").append(Words.escape(command)).append("</code></p>\n");
        if (results.size() > 1) {
            html.append("<ul>\n");
            results.forEach(result -> html.append(Words.format(
                    "<li><a href=\"#%s\">%s</a>: %s</li>%n",
                    Words.escape(result.scenario().name()),
                    Words.escape(result.scenario().name()),
                    Words.escape(result.scenario().title()))));
            html.append("</ul>\n");
        }
        results.forEach(result -> scenario(html, result));
        html.append("<h2>What the columns mean</h2>\n<dl>\n");
        Figure.ALL.forEach(figure -> html.append(Words.format(
                "<dt>%s</dt><dd>%s</dd>%n", Words.escape(figure.title()), Words.escape(figure.meaning()))));
        return html.append("</dl>\n</body>\n</html>\n").toString();
    }

    private static void scenario(StringBuilder html, ScenarioResult result) {
        String name = Words.escape(result.scenario().name());
        html.append(Words.format("<h2 id=\"%s\">%s</h2>%n", name, name));
        html.append("<p>")
                .append(Words.escape(Words.caption(result.scenario())))
                .append(". ");
        html.append(Words.count(result.seeds(), "seed")).append(" for each policy; the plots show the first.</p>\n");
        html.append("<div class=\"wide\"><table>\n");
        List<List<String>> rows = TextTable.rows(result);
        for (int i = 0; i < rows.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            html.append("<tr>");
            rows.get(i).forEach(value -> html.append(Words.format("<%s>%s</%s>", cell, Words.escape(value), cell)));
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
        for (PolicyResult policy : result.policies()) {
            if (!policy.variant().isEmpty()) {
                html.append(Words.format(
                        "<p>%s: %s.</p>%n", Words.escape(policy.policy().title()), Words.escape(policy.variant())));
            }
        }
        Words.failingAnyway(result).ifPresent(words -> html.append(Words.format("<p>%s</p>%n", Words.escape(words))));
        html.append(GoodputPlot.draw(result)).append(BandsPlot.draw(result));
    }
}
