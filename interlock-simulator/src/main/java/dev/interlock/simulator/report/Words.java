package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.model.OutageModel;
import dev.interlock.simulator.model.Scenario;
import java.util.Locale;
import java.util.Optional;

/** Text of reports, the same in every locale. */
final class Words {

    private Words() {}

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** For XML and HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** {@code 1 run}, {@code 2 runs}. */
    static String count(long number, String thing) {
        return format("%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    static double seconds(long nanos) {
        return (double) nanos / Scenario.SECOND;
    }

    /** A number of seconds as short as it can be. */
    static String shortSeconds(long nanos) {
        double seconds = seconds(nanos);
        return seconds == Math.rint(seconds) ? format("%.0f s", seconds) : format("%.2f s", seconds);
    }

    /** What the scenario is about, in one sentence. */
    static String caption(Scenario scenario) {
        return scenario.title() + ". " + size(scenario);
    }

    /** How large it is. */
    static String size(Scenario scenario) {
        return count(scenario.topology().size(), "service") + ", "
                + count(scenario.topology().edges(), "call edge") + ", "
                + format(
                        "%s requests a second",
                        plain(scenario.clients().rate()
                                * scenario.clients().entries().size()));
    }

    /** A warning, where requests fail without any outage: then nothing below tells of outages alone. */
    static Optional<String> failingAnyway(ScenarioResult result) {
        double most = result.policies().stream()
                .mapToDouble(policy -> policy.mean(RunResult::failingAnyway))
                .max()
                .orElse(0);
        return most < 0.001
                ? Optional.empty()
                : Optional.of(format(
                        "Note: %.1f %% of the requests fail before the outage; give services more workers or time.",
                        most * 100));
    }

    /** What happens when. */
    static String outage(Scenario scenario, OutageModel outage) {
        return format(
                "%s %s from %s to %s",
                scenario.topology().names().get(outage.service()),
                outage.kind().name().toLowerCase(Locale.ROOT),
                shortSeconds(outage.at()),
                shortSeconds(outage.end()));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? format("%,.0f", value) : format("%,.1f", value);
    }
}
