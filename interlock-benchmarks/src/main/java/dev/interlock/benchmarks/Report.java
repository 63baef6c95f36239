package dev.interlock.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;

/** Makes the page and the plots of a file of results. Every figure on the page comes from there. */
public final class Report {

    private static final List<String> PLOTS =
            List.of("TimeWindowCall", "CountWindowCall", "SlowRateCall", "FailingCall", "RefusedCall");

    private final Results results;
    private final String hardware;

    private Report(Results results, String hardware) {
        this.results = results;
        this.hardware = hardware;
    }

    /**
     * Writes the page, and the plots in a folder beside it. What the machine was is in {@code machine.txt} beside the results.
     *
     * @param arguments the files of results and of footprints, and the page to write
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: RESULTS.json FOOTPRINT.json PAGE.md");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Report report = new Report(
                Results.read(file, Path.of(arguments[1])),
                Files.readString(file.resolveSibling("machine.txt")).strip());
        Files.writeString(Path.of(arguments[2]), report.page());
        for (String plot : PLOTS) {
            report.plot(plot, file.resolveSibling(plot + ".png"));
        }
        System.out.println(report.goals());
    }

    private String page() throws IOException {
        try (InputStream template = Report.class.getResourceAsStream("performance.md")) {
            return new String(Objects.requireNonNull(template, "the template").readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{machine}", results.machine() + ".")
                    .replace("{hardware}", hardware)
                    .replace("{goals}", goals())
                    .replace("{footprint}", footprint())
                    .replace("{all}", all());
        }
    }

    private String goals() {
        StringJoiner table = new StringJoiner("\n");
        table.add("| case | at most | measured | |").add("|---|---|---|---|");
        for (Goal goal : Goals.ALL) {
            goal.figure()
                    .apply(results)
                    .ifPresent(value -> table.add("| " + goal.what() + " | " + plain(goal.limit()) + " | "
                            + number(value) + " | " + (value <= goal.limit() ? "met" : "**missed**") + " |"));
        }
        return table.toString();
    }

    private String footprint() {
        StringJoiner table = new StringJoiner("\n");
        table.add("| library | circuits | bytes of one, idle | used |").add("|---|---|---|---|");
        for (Results.Keeps each : results.keeps()) {
            if (!each.used()) {
                table.add("| " + each.library() + " | " + each.circuits() + " | " + number(each.bytes()) + " | "
                        + results.footprint(each.library(), true)
                                .map(Report::number)
                                .orElse("") + " |");
            }
        }
        return table.toString();
    }

    private String all() {
        StringJoiner table = new StringJoiner("\n");
        table.add("| benchmark | threads | of | time | lowest round | highest round | bytes a call |")
                .add("|---|---|---|---|---|---|---|");
        for (Row row : results.rows()) {
            if (row.mode().equals("avgt")) {
                table.add("| " + row.benchmark() + " | " + row.threads() + " | " + row.parameters() + " | "
                        + number(row.score()) + " " + row.unit().replace("/op", "") + " | " + number(row.lowest())
                        + " | "
                        + number(row.highest()) + " | "
                        + (row.bytes() < 0 ? "" : number(row.bytes() < 0.5 ? 0 : row.bytes())) + " |");
            }
        }
        return table.toString();
    }

    private void plot(String type, Path file) throws IOException {
        List<String> names = results.rows().stream()
                .map(Row::benchmark)
                .filter(name -> name.startsWith(type + "."))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
        if (names.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(460)
                .title(type + ", nanoseconds a call (logarithmic)")
                .build();
        CategoryStyler style = chart.getStyler();
        style.setLabelsVisible(true);
        style.setDecimalPattern("#,##0"); // bars are labelled by it, too
        style.setYAxisMin(1.0);
        style.setYAxisLogarithmic(true); // a peer that takes a thousand times as long must not hide the others
        style.setXAxisLabelRotation(25);
        style.setLegendPosition(Styler.LegendPosition.OutsideS);
        style.setLegendLayout(Styler.LegendLayout.Horizontal);
        style.setChartBackgroundColor(Color.WHITE);
        for (int threads = 1; threads <= 2; threads++) {
            int wanted = threads;
            List<Double> values = names.stream()
                    .map(name -> results.find(name, wanted).map(Row::score).orElse(Double.NaN))
                    .toList();
            if (values.stream().anyMatch(value -> !value.isNaN())) {
                List<String> labels = names.stream()
                        .map(name -> name.substring(type.length() + 1))
                        .toList();
                chart.addSeries(threads == 1 ? "1 thread" : "2 threads sharing", labels, values);
            }
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "png");
        }
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
