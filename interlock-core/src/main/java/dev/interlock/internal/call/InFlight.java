package dev.interlock.internal.call;

import dev.interlock.AttributionPolicy;
import dev.interlock.CircuitConfig;
import dev.interlock.State;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.graph.Dependents;
import dev.interlock.internal.graph.Gate;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.text.Texts;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.window.Window;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks, on every tick, for calls that have been in flight for longer than their slow threshold: they count as slow before they end, so that a
 * dependency that accepts and never answers opens its circuit though no call has ended.
 *
 * <p>The calls are found where they are: a synchronous one is its thread's current frame, or around it, and a permitted call pays nothing for being
 * found; one that ends elsewhere is kept here until it ends. Of nested calls the innermost one past its threshold is blamed. One
 * further out is judged a little later than that, because it began a little earlier.
 *
 * <p>Where calls are nested across processes, only the graph tells which is further in. So calls of a circuit with hard dependencies are
 * judged a little later, too; those in flight while one of the dependencies is open are excused, for good; and of several circuits which have too many
 * slow calls on the same tick, those open that depend on none of the others.
 *
 * <p>A call must not count twice, in flight and as ended: the window is read first, and then which of the calls are still in flight. One that ends
 * in between counts as neither, until the next tick.
 *
 * <p>Cost: each tick of an interlock with a slow condition visits every platform thread that ever made a timed call and lives, every virtual one that
 * is in one, and every asynchronous timed call in flight.
 */
final class InFlight {

    /** How much later than its threshold a call is judged that may be around another one. */
    private static final long GRACE_NANOS = 2 * Ticker.SLOWEST.toNanos();

    private final GraphRoot root;
    private final Engine engine;
    private final CoarseClock clock;
    private final Set<SlowFrame> detached = ConcurrentHashMap.newKeySet();
    private volatile boolean expected;

    InFlight(GraphRoot root, Engine engine, CoarseClock clock) {
        this.root = root;
        this.engine = engine;
        this.clock = clock;
    }

    /** There is a circuit with a slow condition: before that no thread need be looked at, whatever other interlocks do. */
    void expectCalls() {
        expected = true;
    }

    /** A call that ends elsewhere than on the thread that began it. */
    void add(SlowFrame frame) {
        detached.add(frame);
    }

    /** It has ended. */
    void remove(SlowFrame frame) {
        detached.remove(frame);
    }

    /** Counts calls past their threshold as slow, and opens the circuits that have too many of them. */
    void judge() {
        if (!expected) {
            return;
        }
        long now = clock.exact();
        IdentityHashMap<CircuitState, List<SlowFrame>> slow = new IdentityHashMap<>();
        TimedThreads.forEach(thread -> collectOfThread(thread, now, slow));
        collectDetached(now, slow);
        judge(slow);
    }

    private void collectOfThread(
            @Nullable Object[] thread, long now, IdentityHashMap<CircuitState, List<SlowFrame>> slow) {
        SlowFrame innermost = SlowFrame.innermost(thread);
        for (SlowFrame frame = innermost; frame != null; frame = frame.outer()) {
            if (!frame.isDetached() && isOurs(frame)) {
                blame(frame, frame == innermost, now, slow);
            }
        }
    }

    /**
     * One that nobody may ever end is forgotten after a while, without a verdict: if it ends after all, it counts. Those that hold a place have
     * a deadline of their own. A slow condition looks at calls, and is no reason to end one.
     */
    private void collectDetached(long now, IdentityHashMap<CircuitState, List<SlowFrame>> slow) {
        detached.removeIf(frame -> isForgotten(frame, now));
        detached.forEach(frame -> blame(frame, true, now, slow));
    }

    private static boolean isForgotten(SlowFrame frame, long now) {
        CircuitConfig config = frame.admittedIn.config();
        return frame.isPast(
                now,
                Math.max(
                        config.permitDeadline().toNanos(), 2 * frame.threshold().nanos()));
    }

    private void blame(
            SlowFrame frame, boolean innermost, long now, IdentityHashMap<CircuitState, List<SlowFrame>> slow) {
        CircuitImpl circuit = frame.threshold().circuit();
        Graph graph = root.read();
        boolean attributed = isAttributed(frame.admittedIn);
        boolean isThere = circuit.isThere(graph); // else its number may be another circuit's
        if (attributed && isThere && Gate.blockedCount(graph.gate(circuit.index())) > 0) {
            // It waits for what is down, and may do so until long after that came back. Not only if it is slow already:
            // by then the dependency may be HALF_OPEN, which blocks nobody.
            frame.excuse();
        }
        boolean nested = !innermost
                || frame.hasChildInFlight()
                || (isThere && Dependents.hasHardDependencies(graph, circuit.index()));
        if (!frame.isPast(now - (nested ? GRACE_NANOS : 0))) {
            return;
        }
        if (attributed ? frame.isExcused(now) : frame.isCountedInside(now)) {
            frame.tellOuter();
            return;
        }
        frame.tellOuter(); // calls around it are not slow because of it
        CircuitState present = engine.present(circuit, frame.admittedIn);
        if (present != null) {
            slow.computeIfAbsent(present, state -> new ArrayList<>()).add(frame);
        }
    }

    private static boolean isAttributed(CircuitState state) {
        return state.config().attribution() == AttributionPolicy.INNERMOST;
    }

    private boolean isOurs(SlowFrame frame) {
        return frame.threshold().circuit().calls.inFlight == this;
    }

    private void judge(IdentityHashMap<CircuitState, List<SlowFrame>> slow) {
        List<Guilty> guilty = new ArrayList<>();
        slow.forEach((state, frames) -> {
            String words = words(state, frames);
            if (words != null) {
                guilty.add(new Guilty(frames.get(0).threshold().circuit(), state, frames, words));
            }
        });
        Graph seen = root.read();
        guilty.removeIf(each -> !each.circuit().isThere(seen)); // removed: it answers for nobody, and is not sentenced
        Set<Integer> indices =
                guilty.stream().map(each -> each.circuit().index()).collect(Collectors.toSet());
        for (Guilty each : guilty) {
            Graph graph = root.read(); // a new one each time: a dependency may just have opened
            boolean itsOwn = !isAttributed(each.state())
                    || (Gate.blockedCount(graph.gate(each.circuit().index())) == 0
                            && !Dependents.dependsOnAny(graph, each.circuit().index(), indices));
            if (itsOwn) {
                sentence(each);
            }
        }
    }

    /** What the calls amount to, in words; null if to nothing yet. */
    private static @Nullable String words(CircuitState state, List<SlowFrame> frames) {
        if (state.state() == State.HALF_OPEN) {
            return "SLOW: the call has been in flight for longer than "
                    + Texts.duration(state.config().slowCallThreshold());
        }
        Window.Counts ended = state.window().counts();
        long inFlight = frames.stream().filter(InFlight::isInFlight).count();
        return state.window().evaluateInFlight(ended, inFlight);
    }

    private void sentence(Guilty guilty) {
        if (guilty.state().state() == State.HALF_OPEN) {
            guilty.frames().forEach(frame -> end(frame, guilty.words()));
        } else {
            engine.trip(guilty.circuit(), guilty.state(), guilty.words());
        }
    }

    /** A circuit with too many slow calls. */
    private record Guilty(CircuitImpl circuit, CircuitState state, List<SlowFrame> frames, String words) {}

    private static boolean isInFlight(SlowFrame frame) {
        return frame.isDetached() ? !frame.hasEnded() : frame.isInFlight();
    }

    /** A probe that is slow has failed. It keeps its bulkhead place until it returns. */
    private static void end(SlowFrame probe, String words) {
        PermitImpl permit = probe.permit();
        if (permit != null) {
            permit.expire(words);
        }
    }
}
