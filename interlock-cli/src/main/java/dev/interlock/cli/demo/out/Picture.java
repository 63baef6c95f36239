package dev.interlock.cli.demo.out;

import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegResult;
import dev.interlock.cli.demo.run.ServiceResult;
import dev.interlock.cli.demo.run.Span;
import dev.interlock.cli.text.Text;
import java.util.List;
import java.util.Locale;

/**
 * The runs as one SVG: for each service a band over time, coloured by what its breaker was. It stands on a card of its own, so that it can
 * be read on a light page and on a dark one.
 */
public final class Picture {

    private static final int WIDTH = 860;
    private static final int ROW = 20;
    private static final int BAND = 14;
    private static final int RIGHT = 96;
    private static final int HEAD = 84;
    private static final int PANEL_HEAD = 34;
    private static final int FOOT = 34;

    private final Report report;
    private final int left;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Report report) {
        this.report = report;
        int longest =
                report.mesh().names().stream().mapToInt(String::length).max().orElse(0);
        this.left = 24 + Math.min(30, longest) * 8;
    }

    /**
     * Draws a report.
     *
     * @param report the runs
     * @return an SVG document
     */
    public static String draw(Report report) {
        return new Picture(report).draw();
    }

    private String draw() {
        int panel = PANEL_HEAD + report.mesh().services().size() * ROW;
        int height = HEAD + report.legs().size() * panel + FOOT;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                WIDTH, height, WIDTH, height);
        line("<title>%s</title>", Text.escape(new Table(report).caption()));
        line("<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328}");
        line(".h{font-weight:bold;font-size:15px}.p{font-weight:bold}.s{fill:#57606a;font-size:12px}");
        line(".up{fill:#aceebb}.blocked{fill:#8c959f}.half_open{fill:#eac54f}.open{fill:#cf222e}</style>");
        line(
                "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\" stroke=\"#8c959f\"/>",
                WIDTH - 1, height - 1);
        head();
        for (int i = 0; i < report.legs().size(); i++) {
            panel(report.legs().get(i), HEAD + i * panel);
        }
        axis(HEAD + report.legs().size() * panel);
        moments(HEAD, HEAD + report.legs().size() * panel);
        line("</svg>");
        return svg.toString();
    }

    private void head() {
        Script script = report.script();
        text(
                20,
                28,
                "h",
                String.join(" and ", script.targets()) + ": " + script.outage().words());
        int x = 20;
        for (String[] entry : new String[][] {
            {"open", "open"},
            {"blocked", "blocked by its dependency"},
            {"half_open", "probing"},
            {"up", "calls pass"}
        }) {
            line("<rect class=\"%s\" x=\"%d\" y=\"44\" width=\"14\" height=\"14\" rx=\"3\"/>", entry[0], x);
            text(x + 20, 56, "s", entry[1]);
            x += 44 + entry[1].length() * 8;
        }
        text(WIDTH - RIGHT + 8, 56, "s", "back after");
    }

    private void panel(LegResult leg, int top) {
        text(
                20,
                top + 22,
                "p",
                leg.protection().title() + ": " + leg.opened().size()
                        + (leg.opened().size() == 1 ? " circuit opened" : " circuits opened"));
        int y = top + PANEL_HEAD;
        for (ServiceResult service : leg.services()) {
            text(20, y + 12, "s", Text.cut(service.name(), 30));
            List<Span> spans = leg.timeline().getOrDefault(service.name(), List.of());
            band(spans, y, false);
            band(spans, y, true); // on top and never thinner than can be seen: most probes are short
            String back = service.isBack()
                    ? Text.format("%.1f s", service.recoverySeconds())
                    : Text.format(
                            "over %.0f s",
                            report.script().duration() - report.script().repairAt());
            text(WIDTH - RIGHT + 8, y + 12, "s", back);
            y += ROW;
        }
    }

    private void band(List<Span> spans, int y, boolean probes) {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (probes == (span.condition() == Span.Condition.HALF_OPEN)) {
                double to = i + 1 < spans.size()
                        ? spans.get(i + 1).from()
                        : report.script().duration();
                line(
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        span.condition().name().toLowerCase(Locale.ROOT),
                        x(span.from()),
                        y,
                        Math.max(probes ? 2 : 0.2, x(to) - x(span.from())),
                        BAND);
            }
        }
    }

    private void axis(int y) {
        double step = report.script().duration() > 40 ? 10 : report.script().duration() > 15 ? 5 : 1;
        for (double at = 0; at <= report.script().duration(); at += step) {
            text(x(at) - 8, y + 18, "s", Text.format("%.0f s", at));
        }
    }

    private void moments(int top, int bottom) {
        Script script = report.script();
        for (double at : new double[] {script.at(), script.repairAt()}) {
            line(
                    "<path d=\"M%.1f %d V%d\" stroke=\"#1f2328\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>",
                    x(at), top, bottom);
        }
        text(x(script.at()) + 4, top - 4, "s", "outage");
        text(x(script.repairAt()) + 4, top - 4, "s", "repair");
    }

    private double x(double seconds) {
        double share = Math.min(1, seconds / report.script().duration());
        return left + share * (WIDTH - left - RIGHT);
    }

    private void text(double x, int y, String style, String text) {
        line("<text class=\"%s\" x=\"%.1f\" y=\"%d\">%s</text>", style, x, y, Text.escape(text));
    }

    private void line(String format, Object... values) {
        svg.append(Text.format(format, values)).append('\n');
    }
}
