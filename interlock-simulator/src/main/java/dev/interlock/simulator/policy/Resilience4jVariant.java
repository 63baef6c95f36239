package dev.interlock.simulator.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * One set of settings of Resilience4j, beyond what a circuit's configuration says: the waits and thresholds are always the circuit's.
 *
 * @param permits        calls permitted in HALF_OPEN; 0 for as many as the circuit permits
 * @param minimumCalls   calls before a rate is judged; 0 for what the circuit's configuration comes to
 * @param automatic      whether a timer ends the wait, or the first call after it
 * @param ignoresRefusals whether refusals by other breakers are no failures
 */
public record Resilience4jVariant(int permits, int minimumCalls, boolean automatic, boolean ignoresRefusals) {

    /** As it comes: as many permits as the circuit has; a call ends the wait; every exception is a failure. */
    public static final Resilience4jVariant AS_IT_COMES = new Resilience4jVariant(0, 0, false, false);

    /**
     * The grid of which the best is taken.
     *
     * @return every combination
     */
    public static List<Resilience4jVariant> grid() {
        List<Resilience4jVariant> grid = new ArrayList<>();
        for (int permits : new int[] {0, 3, 10}) {
            for (int minimum : new int[] {0, 20, 100}) {
                for (boolean automatic : new boolean[] {false, true}) {
                    for (boolean ignores : new boolean[] {false, true}) {
                        grid.add(new Resilience4jVariant(permits, minimum, automatic, ignores));
                    }
                }
            }
        }
        return grid;
    }

    /**
     * In words.
     *
     * @return one line
     */
    public String words() {
        return (permits == 0 ? "permits as configured" : permits + " permits") + ", minimum calls "
                + (minimumCalls == 0 ? "as configured" : String.valueOf(minimumCalls)) + ", "
                + (automatic ? "timer" : "next call") + " ends the wait, nested refusals "
                + (ignoresRefusals ? "ignored" : "counted");
    }
}
