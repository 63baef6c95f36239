package dev.interlock.verification.model;

import dev.interlock.testkit.property.Generator;
import java.util.Random;
import java.util.concurrent.Callable;

/** Plays plans until one shows a difference between the core and the reference. Made by reflection, in front of a core with a fault. */
public final class FaultHunt implements Callable<String> {

    private static final int PLANS = 3_000;

    private static final Generator<Plan> SMALL = Plans.upTo(12, 60);

    /** A hunt that has not begun. */
    public FaultHunt() {}

    /** What the first difference is, and after how many plans; empty if there is none. */
    @Override
    public String call() {
        Quiet.hookFailures();
        long seed = Long.getLong("interlock.seed", 20_260_101);
        Random random = new Random(seed);
        for (int number = 1; number <= PLANS; number++) {
            Plan plan = SMALL.generate(random);
            try {
                Player.play(plan);
            } catch (AssertionError different) {
                return "plan " + number + ": " + different.getMessage();
            }
        }
        return "";
    }
}
