package dev.interlock.internal.window;

import dev.interlock.CircuitConfig;
import org.jspecify.annotations.Nullable;

/** Only the present row of failures: what is left when no other condition is set. Neither time nor places. */
final class ConsecutiveWindow extends Window {

    ConsecutiveWindow(CircuitConfig config, @Nullable Window before) {
        super(config, before);
    }

    @Override
    public void recordSuccess() {
        successes.increment();
        endRow();
    }

    @Override
    public void recordSlowSuccess() {
        recordSuccess(); // nobody asks whether it was slow
    }

    @Override
    public void recordAnswer(boolean slow) {
        successes.increment();
    }

    @Override
    public void recordFailure(boolean slow) {
        extendRow();
    }

    @Override
    public @Nullable String evaluate() {
        return firstMet(0, Counts.NONE, 1);
    }

    /** The row is the window: every call in it failed. */
    @Override
    public Counts counts() {
        int row = failuresInARow();
        return new Counts(row, row, 0);
    }

    @Override
    String span(Counts sums) {
        throw new IllegalStateException("a row of failures has no span");
    }

    @Override
    public boolean needsTicks() {
        return false;
    }
}
