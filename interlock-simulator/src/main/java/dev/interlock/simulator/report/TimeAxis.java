package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.model.Scenario;

/**
 * The time that plots show: from a little before the outage until all policies are back, or a while.
 *
 * @param from  seconds from the beginning of the run
 * @param to    the same
 * @param left  where it begins, in pixels
 * @param width how long it is, in pixels
 */
record TimeAxis(double from, double to, double left, double width) {

    private static final double BEFORE = 10;
    private static final double AFTER = 10;

    /** Longer than this after the repair there is nothing new to see. */
    private static final double MOST = 120;

    static TimeAxis of(ScenarioResult result, double left, double width) {
        Scenario scenario = result.scenario();
        double repair = Words.seconds(scenario.repairAt());
        double back = 0;
        for (PolicyResult policy : result.policies()) {
            back = Math.max(back, policy.runs().get(0).untilLastFailure());
        }
        double from = Math.max(0, Words.seconds(scenario.outageAt()) - BEFORE);
        return new TimeAxis(from, repair + Math.min(MOST, Math.max(AFTER, back + AFTER)), left, width);
    }

    double x(double seconds) {
        return left + Math.max(0, Math.min(1, (seconds - from) / (to - from))) * width;
    }

    /** The two moments, as lines through one part of the plot. */
    void moments(Svg svg, Scenario scenario, double top, double bottom) {
        svg.dashes(x(Words.seconds(scenario.outageAt())), top, bottom);
        svg.dashes(x(Words.seconds(scenario.repairAt())), top, bottom);
    }

    /** The numbers below the plot, and the names of the moments above it. */
    void draw(Svg svg, Scenario scenario, double top, double bottom) {
        double span = to - from;
        double step = span > 240 ? 60 : span > 120 ? 30 : span > 50 ? 10 : 5;
        double repair = Words.seconds(scenario.repairAt());
        for (double at = Math.ceil((from - repair) / step) * step; at <= to - repair; at += step) {
            svg.textAround(x(repair + at), bottom + 18, "s", Words.format("%d s", Math.round(at)));
        }
        double outage = Words.seconds(scenario.outageAt());
        boolean close = x(repair) - x(outage) < 60;
        if (close) {
            svg.textLeftOf(x(outage) - 4, top - 6, "s", "outage");
        } else {
            svg.text(x(outage) + 4, top - 6, "s", "outage");
        }
        svg.text(x(repair) + 4, top - 6, "s", "repair");
    }
}
