package dev.interlock.simulator.report;

/** Writes an SVG on a white card of its own, so that it can be read on a light page and on a dark one. */
final class Svg {

    private static final String FONT = "font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328";

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title, String style) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                width, height, width, height);
        line("<title>%s</title>", Words.escape(title));
        line(
                "<style>text{%s}.h{font-weight:bold;font-size:15px}.p{font-weight:bold}.s{fill:#57606a;font-size:12px}%s</style>",
                FONT, style);
        line(
                "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\" stroke=\"#8c959f\"/>",
                width - 1, height - 1);
    }

    void line(String format, Object... values) {
        text.append(Words.format(format, values)).append('\n');
    }

    void text(double x, double y, String style, String words) {
        line("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, Words.escape(words));
    }

    void textLeftOf(double x, double y, String style, String words) {
        line(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                style, x, y, Words.escape(words));
    }

    void textAround(double x, double y, String style, String words) {
        line(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                style, x, y, Words.escape(words));
    }

    void dashes(double x, double top, double bottom) {
        line(
                "<path d=\"M%.1f %.1f V%.1f\" stroke=\"#1f2328\" stroke-width=\"1.2\" stroke-dasharray=\"4 3\"/>",
                x, top, bottom);
    }

    String end() {
        return text.append("</svg>\n").toString();
    }
}
