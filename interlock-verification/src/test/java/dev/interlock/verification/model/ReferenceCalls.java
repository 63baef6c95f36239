package dev.interlock.verification.model;

import dev.interlock.CircuitEvent;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls as the specification tells them: who is admitted, what an end means, and what time does to permits that are not reported. */
class ReferenceCalls extends Reference {

    /** What the end of a call means. */
    enum Meaning {
        SUCCESS,
        FAILURE,
        IGNORED
    }

    /** The kinds of refusals. */
    enum Kind {
        OPEN,
        BLOCKED,
        PERMITS,
        GUARD,
        BULKHEAD
    }

    /** What admission says: a permit, or why there is none. */
    record Admission(Optional<Permit> permit, Optional<Kind> refused) {}

    /** The right to make one call. */
    static final class Permit {
        /** Null if it passes without protection. */
        final @Nullable ReferenceNode node;

        final State state;
        final long epoch;
        final ReferenceNode.@Nullable Window window;
        final boolean place;
        final long deadline;
        /** How much had been heard of when it was given. */
        final long heardBefore;

        boolean ended;

        private Permit(@Nullable ReferenceNode node, boolean place, long deadline, long heardBefore) {
            this.node = node;
            this.state = node == null ? State.DISABLED : node.state;
            this.epoch = node == null ? 0 : node.epoch;
            this.window = node == null ? null : node.window;
            this.place = place;
            this.deadline = deadline;
            this.heardBefore = heardBefore;
        }
    }

    private static final long NEVER = Long.MAX_VALUE;

    /** How many refusals there were, and failures that were counted: all calls are made on one thread. */
    private long heard;

    /** Permits that have not ended, in the order in which they were given. */
    final List<Permit> outstanding = new ArrayList<>();

    ReferenceCalls(Answers answers) {
        super(answers);
    }

    /** Asks for the right to make a call. */
    Admission admit(ReferenceNode node) {
        if (!isThere(node)) {
            return passes(null);
        }
        boolean blocked = !graph.blockedBy(node.name()).isEmpty();
        if (node.state == State.DISABLED) {
            node.toldOccasion = "";
            return passes(node);
        }
        if (node.state == State.METRICS_ONLY) {
            if (blocked) {
                node.count("wouldHaveRejected");
                tellWouldHaveRefused(node);
            } else {
                node.toldOccasion = "";
            }
            return passes(node);
        }
        node.toldOccasion = "";
        if (mayRecoverOnCall(node)) {
            node.callAttempt = new ReferenceNode.CallAttempt(node.epoch, now);
            List<String> unused = attempt(node, CircuitEvent.ATTEMPT_RECOVERY, true);
        }
        Optional<Kind> refused = refusal(node);
        if (refused.isPresent()) {
            heard++;
            node.count(
                    switch (refused.get()) {
                        case OPEN -> "rejectedOpen";
                        case BLOCKED -> "rejectedBlocked";
                        case PERMITS -> "rejectedPermits";
                        case GUARD -> "rejectedGuard";
                        case BULKHEAD -> "rejectedBulkhead";
                    });
            return new Admission(Optional.empty(), refused);
        }
        boolean place = node.options().maxConcurrent() > 0;
        boolean limited = place || node.state == State.HALF_OPEN;
        Permit permit = new Permit(node, place, limited ? now + node.plan.permitDeadline() : NEVER, heard);
        outstanding.add(permit);
        return new Admission(Optional.of(permit), Optional.empty());
    }

    private Admission passes(@Nullable ReferenceNode node) {
        Permit permit = new Permit(node, false, NEVER, heard);
        outstanding.add(permit);
        return new Admission(Optional.of(permit), Optional.empty());
    }

    /** Once for each time of being blocked: another root, or another opening of the same. */
    private void tellWouldHaveRefused(ReferenceNode node) {
        Set<String> roots = graph.rootCauses(node.name());
        int nearest = roots.stream()
                .mapToInt(root -> graph.distance(node.name(), root))
                .min()
                .orElseThrow();
        String first = roots.stream()
                .filter(root -> graph.distance(node.name(), root) == nearest)
                .min(String::compareTo)
                .orElseThrow();
        ReferenceNode root = graph.nodes.get(first);
        String occasion = first + "@" + (root == null ? 0 : root.epoch);
        if (!occasion.equals(node.toldOccasion)) {
            node.toldOccasion = occasion;
            told.add(Told.wouldHaveRefused(node.name()));
        }
    }

    private boolean mayRecoverOnCall(ReferenceNode node) {
        ReferenceNode.CallAttempt last = node.callAttempt;
        return node.state == State.OPEN
                && node.options().mode() == RecoveryMode.ON_CALL
                && graph.blockedBy(node.name()).isEmpty()
                && now - node.since >= node.wait
                && (last == null || last.epoch() != node.epoch || now - last.at() >= node.plan.retryInterval());
    }

    /** Why a call is refused, in the order of the specification. */
    private Optional<Kind> refusal(ReferenceNode node) {
        if (!graph.blockedBy(node.name()).isEmpty()) {
            return Optional.of(Kind.BLOCKED);
        } else if (node.state.isOpen()) {
            return Optional.of(Kind.OPEN);
        } else if (node.state == State.HALF_OPEN
                && (wantsReset(node)
                        || permitsOutstanding(node) >= node.options().halfOpenCalls())) {
            return Optional.of(Kind.PERMITS);
        } else if (node.options().callGuard() && !callGuardAdmits(node)) {
            return Optional.of(Kind.GUARD);
        } else if (node.options().maxConcurrent() > 0
                && callsInFlight(node) >= node.options().maxConcurrent()) {
            return Optional.of(Kind.BULKHEAD);
        }
        return Optional.empty();
    }

    private boolean callGuardAdmits(ReferenceNode node) {
        return switch (answers.get(node.name(), NodePlan.CALL_GUARD)) {
            case YES -> true;
            case NO -> false;
            case THROWS -> !node.options().callGuardFailureRefuses();
        };
    }

    /** Whether a call would be admitted. */
    boolean isCallable(ReferenceNode node) {
        if (!isThere(node) || node.state == State.DISABLED || node.state == State.METRICS_ONLY) {
            return true;
        }
        if (mayRecoverOnCall(node)
                && verdict(node, CircuitEvent.ATTEMPT_RECOVERY).isEmpty()) {
            Optional<Kind> otherwise =
                    node.options().callGuard() && !callGuardAdmits(node) ? Optional.of(Kind.GUARD) : Optional.empty();
            boolean full = node.options().maxConcurrent() > 0
                    && callsInFlight(node) >= node.options().maxConcurrent();
            return otherwise.isEmpty() && !full;
        }
        return refusal(node).isEmpty();
    }

    @Override
    int permitsOutstanding(ReferenceNode node) {
        return (int) outstanding.stream()
                .filter(permit -> permit.node == node && permit.state == State.HALF_OPEN && permit.epoch == node.epoch)
                .count();
    }

    int callsInFlight(ReferenceNode node) {
        return (int) outstanding.stream()
                .filter(permit -> permit.node == node && permit.place)
                .count();
    }

    /** A permit is closed without a report. What was refused or counted while it was out may be why, and is nobody's failure again. */
    void close(Permit permit) {
        end(permit, heard > permit.heardBefore ? Meaning.IGNORED : Meaning.FAILURE, "ABANDONED");
    }

    /** Ends a permit on the thread of all calls, unless it has ended. */
    void end(Permit permit, Meaning meaning, String error) {
        if (!permit.ended && meaning == Meaning.FAILURE && records(permit)) {
            heard++;
        }
        decide(permit, meaning, error);
    }

    /** Ends a permit, unless it has ended. */
    void decide(Permit permit, Meaning meaning, String error) {
        if (permit.ended) {
            return;
        }
        permit.ended = true;
        outstanding.remove(permit);
        ReferenceNode node = permit.node;
        if (node == null) {
            return;
        }
        boolean current = isThere(node) && permit.epoch == node.epoch;
        if (meaning == Meaning.IGNORED) {
            node.count("ignored");
        } else if (permit.state == State.HALF_OPEN) {
            endProbe(node, current, meaning, error);
        } else if (permit.state != State.DISABLED && permit.window != null) {
            permit.window.calls.add(meaning == Meaning.FAILURE);
            if (meaning == Meaning.SUCCESS) {
                if (node.isInTheTotal(permit.window)) {
                    node.count("successes");
                }
            } else {
                node.count("failures");
                node.lastError = error;
                if (isThere(node) && permit.window == node.window && node.meetsCondition()) {
                    trip(node);
                }
            }
        }
    }

    /** Takes a permit back of which nothing is counted. */
    void forget(Permit permit) {
        permit.ended = true;
        outstanding.remove(permit);
    }

    private void endProbe(ReferenceNode node, boolean current, Meaning meaning, String error) {
        if (meaning == Meaning.SUCCESS) {
            node.count("successes");
            if (current) {
                node.goodProbes++;
                if (wantsReset(node)) {
                    askReset(node);
                }
            }
        } else {
            node.count("failures");
            node.lastError = error;
            if (current) {
                trip(node);
            }
        }
    }

    /** Whether a failure under this permit is this circuit's, so that circuits further out leave it alone. */
    static boolean records(Permit permit) {
        return permit.node != null && permit.state != State.DISABLED;
    }

    /** How long until a call could be admitted: the latest of all that is open on its way; empty if somebody else decides, or nobody knows. */
    Optional<Long> untilAdmitted(String name) {
        Set<String> open = new HashSet<>(graph.blockedBy(name));
        if (graph.isOpen(name)) {
            open.add(name);
        }
        return latest(
                open,
                at -> graph.nodes.get(at).isCircuit()
                                && graph.nodes.get(at).options().recoveryGuard()
                        ? Optional.empty()
                        : wait(at));
    }

    /** How long until the root causes of a refusal try to recover; empty if one is not going to, or nobody knows. */
    Optional<Long> nextAttempt(String name) {
        return graph.nodes.get(name).state == State.FORCED_OPEN
                ? Optional.empty()
                : latest(graph.rootCauses(name), this::wait);
    }

    private static Optional<Long> latest(Set<String> names, Function<String, Optional<Long>> waits) {
        long latest = -1;
        for (String name : names) {
            Optional<Long> wait = waits.apply(name);
            if (wait.isEmpty()) {
                return Optional.empty();
            }
            latest = Math.max(latest, wait.get());
        }
        return latest < 0 ? Optional.empty() : Optional.of(latest);
    }

    /** What is left of the wait of a node that is OPEN and going to recover; once it is over a guard decides, if there is one. */
    Optional<Long> wait(String name) {
        ReferenceNode node = graph.nodes.get(name);
        boolean waits = node != null
                && node.isCircuit()
                && node.state == State.OPEN
                && node.options().mode() != RecoveryMode.MANUAL;
        long left = waits ? Math.max(0, node.wait - (now - node.since)) : 0;
        return waits && (left > 0 || !node.options().recoveryGuard()) ? Optional.of(left) : Optional.empty();
    }
}
