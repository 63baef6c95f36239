package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.policy.PolicyKind;
import java.util.Comparator;
import java.util.List;

/** Requests answered in each second of the first run, a line for each policy. */
public final class GoodputPlot {

    private static final int WIDTH = 860;
    private static final int PLOT = 260;
    private static final int LEFT = 72;
    private static final int RIGHT = 24;
    private static final int LEGEND_ROW = 20;
    private static final int LEGEND_COLUMNS = 3;

    private GoodputPlot() {}

    /**
     * Draws it.
     *
     * @param result what to draw
     * @return an SVG document
     */
    public static String draw(ScenarioResult result) {
        List<PolicyResult> policies = result.policies();
        int rows = (policies.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        int top = 52 + rows * LEGEND_ROW + 24;
        int bottom = top + PLOT;
        Svg svg = new Svg(WIDTH, bottom + 46, "Goodput: " + result.scenario().title(), style());
        svg.text(20, 30, "h", result.scenario().title());
        for (int i = 0; i < policies.size(); i++) {
            double x = 20 + (i % LEGEND_COLUMNS) * 280;
            double y = 56 + (i / LEGEND_COLUMNS) * LEGEND_ROW;
            svg.line(
                    "<path class=\"l %s\" d=\"M%.1f %.1f h24\"/>",
                    policies.get(i).policy().word(), x, y - 4);
            svg.text(x + 32, y, "s", policies.get(i).policy().title());
        }
        TimeAxis axis = TimeAxis.of(result, LEFT, WIDTH - LEFT - RIGHT);
        int most = most(policies, axis);
        for (int i = 0; i <= 4; i++) {
            double y = bottom - PLOT * i / 4.0;
            svg.line("<path d=\"M%d %.1f H%d\" stroke=\"#d8dee4\"/>", LEFT, y, WIDTH - RIGHT);
            svg.textLeftOf(LEFT - 8, y + 4, "s", Words.format("%,d", Math.round(most * i / 4.0)));
        }
        List<Integer> entered = policies.stream()
                .map(policy -> policy.runs().get(0).entered())
                .max(Comparator.comparingInt(each -> each.size()))
                .orElseThrow();
        for (PolicyResult policy : policies) {
            line(svg, policy, entered, axis, bottom, most);
        }
        axis.moments(svg, result.scenario(), top, bottom);
        axis.draw(svg, result.scenario(), top, bottom);
        svg.text(20, bottom + 38, "s", "requests answered a second; seconds from the repair");
        return svg.end();
    }

    private static int most(List<PolicyResult> policies, TimeAxis axis) {
        int most = 1;
        for (PolicyResult policy : policies) {
            List<Integer> served = policy.runs().get(0).served();
            for (int second = (int) axis.from(); second < Math.min(served.size(), axis.to()); second++) {
                most = Math.max(most, served.get(second));
            }
        }
        int round = most > 400 ? 100 : most > 40 ? 20 : 4;
        return (most + round - 1) / round * round;
    }

    /** All policies meet the same requests; a run that has ended early was back, so it would have answered what entered the longest. */
    private static void line(
            Svg svg, PolicyResult policy, List<Integer> entered, TimeAxis axis, double bottom, int most) {
        List<Integer> served = policy.runs().get(0).served();
        StringBuilder path = new StringBuilder();
        for (int second = (int) axis.from(); second < Math.min(axis.to(), entered.size()); second++) {
            int value = second < served.size() ? served.get(second) : entered.get(second);
            path.append(Words.format(
                    "%s%.1f %.1f",
                    path.isEmpty() ? "M" : " L",
                    axis.x(second + 0.5),
                    bottom - PLOT * Math.min(1, (double) value / most)));
        }
        svg.line("<path class=\"l %s\" d=\"%s\"/>", policy.policy().word(), path);
    }

    private static String style() {
        StringBuilder style = new StringBuilder(".l{fill:none;stroke-width:2;stroke-linejoin:round}");
        for (PolicyKind kind : PolicyKind.values()) {
            style.append('.')
                    .append(kind.word())
                    .append("{stroke:")
                    .append(colour(kind))
                    .append('}');
        }
        return style.toString();
    }

    private static String colour(PolicyKind kind) {
        return switch (kind) {
            case NONE -> "#8c959f;stroke-dasharray:2 3";
            case RESILIENCE4J -> "#cf222e";
            case RESILIENCE4J_GRID -> "#e16f24";
            case INTERLOCK -> "#0969da";
            case INTERLOCK_RAMP -> "#0969da;stroke-dasharray:6 4";
            case INTERLOCK_PROBE -> "#1a7f37";
            case INTERLOCK_PROBE_RAMP -> "#1a7f37;stroke-dasharray:6 4";
        };
    }
}
