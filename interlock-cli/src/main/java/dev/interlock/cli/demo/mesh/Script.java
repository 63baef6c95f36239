package dev.interlock.cli.demo.mesh;

import java.time.Duration;
import java.util.List;

/**
 * What happens in a run.
 *
 * @param outage   how the targets fail
 * @param targets  who fails; at least one
 * @param at       when they begin to, in seconds of the run
 * @param downFor  how long, in seconds
 * @param duration length of the run, in seconds
 * @param rate     calls a second that enter at each service
 * @param scale    what the times of the circuits are multiplied by
 * @param seed     fixes the moments at which calls enter
 */
public record Script(
        Outage outage,
        List<String> targets,
        double at,
        double downFor,
        double duration,
        double rate,
        double scale,
        long seed) {

    /**
     * Copies the list.
     *
     * @param outage   how the targets fail
     * @param targets  who fails; at least one
     * @param at       when they begin to, in seconds of the run
     * @param downFor  how long, in seconds
     * @param duration length of the run, in seconds
     * @param rate     calls a second that enter at each service
     * @param scale    what the times of the circuits are multiplied by
     * @param seed     fixes the moments at which calls enter
     */
    public Script {
        targets = List.copyOf(targets);
    }

    /**
     * When the targets are repaired.
     *
     * @return seconds of the run
     */
    public double repairAt() {
        return at + downFor;
    }

    /**
     * A time of the file as this run has it.
     *
     * @param time what the file says
     * @return the time, 1 ms at least
     */
    public Duration scaled(Duration time) {
        return Duration.ofMillis(Math.max(1, Math.round(time.toMillis() * scale)));
    }
}
