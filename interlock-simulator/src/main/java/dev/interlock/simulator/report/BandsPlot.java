package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.measure.StateChange;
import dev.interlock.simulator.policy.PolicyKind;
import dev.interlock.simulator.policy.Transitions.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each breaker was in the first run: a band over time for each service, a panel for each policy. */
public final class BandsPlot {

    private static final int WIDTH = 860;
    private static final int ROW = 18;
    private static final int BAND = 12;
    private static final int HEAD = 84;
    private static final int PANEL_HEAD = 32;
    private static final int RIGHT = 24;

    /** More services than this and only those whose breakers did something are drawn, the first of them. */
    private static final int MOST_ROWS = 32;

    private BandsPlot() {}

    /**
     * Draws it.
     *
     * @param result what to draw
     * @return an SVG document
     */
    public static String draw(ScenarioResult result) {
        List<PolicyResult> policies = result.policies().stream()
                .filter(policy -> policy.policy() != PolicyKind.NONE)
                .toList();
        List<Integer> services = shown(result, policies);
        List<String> names = result.scenario().topology().names();
        int longest = services.stream()
                .mapToInt(service -> names.get(service).length())
                .max()
                .orElse(0);
        int left = 28 + Math.min(30, longest) * 8;
        int panel = PANEL_HEAD + services.size() * ROW + 8;
        int bottom = HEAD + policies.size() * panel;
        Svg svg = new Svg(
                WIDTH,
                bottom + 46,
                "States: " + result.scenario().title(),
                ".closed{fill:#aceebb}.blocked{fill:#8c959f}.half_open{fill:#bf8700}.open{fill:#cf222e}");
        svg.text(20, 30, "h", result.scenario().title());
        int x = 20;
        for (String[] entry : new String[][] {
            {"open", "open"}, {"blocked", "blocked by a dependency"}, {"half_open", "half-open"}, {"closed", "closed"}
        }) {
            svg.line("<rect class=\"%s\" x=\"%d\" y=\"44\" width=\"14\" height=\"14\" rx=\"3\"/>", entry[0], x);
            svg.text(x + 20, 56, "s", entry[1]);
            x += 44 + entry[1].length() * 8;
        }
        TimeAxis axis = TimeAxis.of(result, left, WIDTH - left - RIGHT);
        for (int i = 0; i < policies.size(); i++) {
            int top = HEAD + i * panel;
            panel(svg, policies.get(i), services, result, axis, top);
            axis.moments(svg, result.scenario(), top + PANEL_HEAD - 2, top + panel - 12);
        }
        axis.draw(svg, result.scenario(), HEAD, bottom);
        svg.text(20, bottom + 38, "s", footnote(result, services));
        return svg.end();
    }

    private static String footnote(ScenarioResult result, List<Integer> services) {
        int hidden = result.scenario().topology().size() - services.size();
        return "seconds from the repair"
                + (hidden == 0 ? "" : Words.format("; %,d more services are not shown", hidden));
    }

    private static List<Integer> shown(ScenarioResult result, List<PolicyResult> policies) {
        List<Integer> services = new ArrayList<>();
        int size = result.scenario().topology().size();
        boolean[] targets = result.scenario().targets();
        for (int i = 0; i < size && services.size() < MOST_ROWS; i++) {
            int service = i;
            boolean moved = policies.stream()
                    .anyMatch(policy ->
                            !policy.runs().get(0).changes().get(service).isEmpty());
            if (size <= MOST_ROWS || moved || targets[i]) {
                services.add(i);
            }
        }
        return services;
    }

    private static void panel(
            Svg svg, PolicyResult policy, List<Integer> services, ScenarioResult result, TimeAxis axis, int top) {
        List<String> names = result.scenario().topology().names();
        RunResult run = policy.runs().get(0);
        long opened = run.changes().stream()
                .filter(changes -> changes.stream().anyMatch(change -> change.to() == Phase.OPEN))
                .count();
        svg.text(20, top + 22, "p", policy.policy().title() + ": " + Words.count(opened, "breaker") + " opened");
        int y = top + PANEL_HEAD;
        for (int service : services) {
            String name = names.get(service);
            svg.text(20, y + 10, "s", name.length() > 30 ? name.substring(0, 29) + "~" : name);
            bands(svg, run.changes().get(service), axis, y, false);
            if (policy.policy().isInterlock()) {
                blocked(svg, Blocked.spans(result.scenario().topology(), run, service, axis.to()), axis, y);
            }
            bands(svg, run.changes().get(service), axis, y, true); // on top: most are too short to be seen otherwise
            y += ROW;
        }
    }

    private static void blocked(Svg svg, List<Blocked.Span> spans, TimeAxis axis, int y) {
        for (Blocked.Span span : spans) {
            if (span.to() > axis.from() && span.from() < axis.to()) {
                svg.line(
                        "<rect class=\"blocked\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        axis.x(span.from()), y, axis.x(span.to()) - axis.x(span.from()), BAND);
            }
        }
    }

    private static void bands(Svg svg, List<StateChange> changes, TimeAxis axis, int y, boolean probing) {
        Phase phase = Phase.CLOSED;
        double since = 0;
        for (int i = 0; i <= changes.size(); i++) {
            double until = i < changes.size() ? Words.seconds(changes.get(i).at()) : axis.to();
            if (probing == (phase == Phase.HALF_OPEN) && until > axis.from() && since < axis.to()) {
                svg.line(
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        phase.name().toLowerCase(Locale.ROOT),
                        axis.x(since),
                        y,
                        Math.max(probing ? 2 : 0.2, axis.x(until) - axis.x(since)),
                        BAND);
            }
            if (i < changes.size()) {
                phase = changes.get(i).to();
                since = until;
            }
        }
    }
}
