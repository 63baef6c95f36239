package dev.interlock.internal.graph;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.NodeKind;
import dev.interlock.PrintableText;
import dev.interlock.internal.state.Ramp;
import dev.interlock.internal.text.Texts;
import dev.interlock.internal.window.Window;
import java.time.Duration;
import java.util.List;

/** How nodes are spoken of in messages: the same words everywhere. */
public final class Words {

    /** Why a circuit reopens whose probe was good, but slow. */
    public static final String SLOW_PROBE = "a probe was slow";

    private Words() {}

    /** The state in a message; a signal is down and not OPEN. */
    static String state(GraphReader graph, int index) {
        boolean signal = graph.vertex(index).kind() == NodeKind.SIGNAL;
        int gate = graph.gate(index);
        if (signal) {
            return Gate.isOpen(gate) ? "down" : "up";
        }
        if (Gate.isProbing(gate)) {
            return "HALF_OPEN and probing";
        }
        return Gate.isGone(gate) ? "not defined" : Gate.state(gate).name();
    }

    /** A way through the graph: sixteen names at most, so that a message stays one line. */
    static String chain(List<String> names) {
        if (names.size() <= 16) {
            return String.join(" -> ", names);
        }
        return String.join(" -> ", names.subList(0, 14)) + " -> ... " + (names.size() - 15) + " more -> "
                + names.get(names.size() - 1);
    }

    /** Why a ramp refuses a part of the calls. */
    public static String ramping(Ramp ramp, long nowNanos) {
        return "it ramps up after its recovery, and admits " + Math.round(100 * ramp.share(nowNanos))
                + " % of the calls; all of them in " + Texts.duration(Duration.ofNanos(ramp.remainingNanos(nowNanos)));
    }

    /** Why a bulkhead refuses. */
    public static String bulkheadFull(CircuitConfig config) {
        int max = config.maxConcurrent().orElse(0);
        return max + " of " + max + " concurrent calls are in flight";
    }

    /** Why HALF_OPEN refuses while its probes are under way. */
    public static String permitsTaken(CircuitConfig config) {
        int places = config.halfOpenCalls();
        return (places == 1 ? "its only probe is" : "all of its " + places + " probes are") + " under way";
    }

    /** Why HALF_OPEN refuses after its probes were good; the guard in its way is named, and not what it said. */
    public static String awaitsReset(String guard) {
        return "its probes succeeded, and it waits for its reset to be allowed"
                + (guard.isEmpty() ? "" : " by guard '" + PrintableText.of(guard) + "'");
    }

    /** Whether a circuit was tripped by slow calls: then no error says why it is open. */
    static boolean isSlowness(Cause cause) {
        return cause.event() == CircuitEvent.TRIP
                && (cause.detail().startsWith(Window.SLOW_CALL_RATE)
                        || cause.detail().equals(SLOW_PROBE));
    }
}
