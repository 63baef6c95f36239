package dev.interlock.verification.model;

import dev.interlock.Actor;
import dev.interlock.CircuitEvent;
import dev.interlock.NodeKind;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the reference knows of one node that is defined. Times are nanoseconds since the start. */
final class ReferenceNode {

    /** Calls since the circuit entered its state, as long as they are counted: true for one that failed. */
    static final class Window {
        final List<Boolean> calls = new ArrayList<>();

        /** How many of the circuit's windows were replaced before it. */
        final int number;

        private Window(int number) {
            this.number = number;
        }
    }

    /** A success of a call that was overtaken by more windows than this is missing from the total, as the metrics say. */
    private static final int WINDOWS_A_CALL_MAY_BE_LATE = 8;

    /** A machine-made attempt of a call, see {@link dev.interlock.RecoveryMode#ON_CALL}. */
    record CallAttempt(long epoch, long at) {}

    /** A timer, and how many were set before it: of those that are due at one time, the one that was set first runs first. */
    record Timer(long due, long number) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return due == other.due ? Long.compare(number, other.number) : Long.compare(due, other.due);
        }
    }

    /** Why it is in its state. */
    record Why(CircuitEvent event, Optional<String> source, Optional<Actor> actor) {}

    final NodePlan plan;
    State state = State.CLOSED;
    long epoch;
    long since;

    @Nullable
    Why why;

    int reopenings;
    long wait;
    int goodProbes;
    Window window = new Window(0);

    @Nullable
    String lastError;

    @Nullable
    Timer recoveryDue;

    @Nullable
    Timer resetRetryDue;

    @Nullable
    CallAttempt callAttempt;

    /** What was told last of machine-made attempts that were refused. */
    final Map<CircuitEvent, List<String>> toldReasons = new HashMap<>();

    /** What METRICS_ONLY told last. */
    String toldOccasion = "";

    /** Totals, by the names that {@link dev.interlock.CircuitMetrics} has for them. */
    final Map<String, Long> totals = new HashMap<>();

    // Of a signal:
    @Nullable
    Timer checkDue;

    int badChecks;
    int goodChecks;

    ReferenceNode(NodePlan plan, long now) {
        this.plan = plan;
        this.since = now;
    }

    NodeKind kind() {
        return plan.signal() ? NodeKind.SIGNAL : NodeKind.CIRCUIT;
    }

    boolean isCircuit() {
        return !plan.signal();
    }

    String name() {
        return plan.name();
    }

    NodePlan.Options options() {
        return plan.options();
    }

    /** The calls from now on have a window of their own. */
    void beginWindow(boolean lastOneRecords) {
        window = new Window(lastOneRecords ? window.number + 1 : window.number);
    }

    boolean isInTheTotal(Window recorded) {
        return window.number - recorded.number <= WINDOWS_A_CALL_MAY_BE_LATE;
    }

    void count(String total) {
        totals.merge(total, 1L, Long::sum);
    }

    long total(String name) {
        return totals.getOrDefault(name, 0L);
    }

    /** Whether the calls of the window meet the condition. */
    boolean meetsCondition() {
        List<Boolean> calls = window.calls;
        int limit = options().failures();
        return switch (options().condition()) {
            case IN_A_LONG_TIME -> calls.stream().filter(failed -> failed).count() >= limit;
            case OF_THE_LAST_FIVE_CALLS ->
                calls.subList(Math.max(0, calls.size() - 5), calls.size()).stream()
                                .filter(failed -> failed)
                                .count()
                        >= limit;
            case IN_A_ROW ->
                calls.size() >= limit
                        && !calls.subList(calls.size() - limit, calls.size()).contains(false);
        };
    }
}
