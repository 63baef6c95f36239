package dev.interlock.verification.model;

import dev.interlock.Actor;
import dev.interlock.CascadeMode;
import dev.interlock.CircuitEvent;
import dev.interlock.DependencyReadiness;
import dev.interlock.EdgeKind;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The state machine as the specification tells it: transitions, cascades and guarded events. */
abstract class ReferenceMoves {

    final ReferenceGraph graph = new ReferenceGraph();
    final Answers answers;

    /** What was told since this was last emptied. */
    final List<Told> told = new ArrayList<>();

    long now;

    private long timers;

    ReferenceMoves(Answers answers) {
        this.answers = answers;
    }

    ReferenceNode.Timer timer(long delay) {
        return new ReferenceNode.Timer(now + delay, timers++);
    }

    boolean isThere(ReferenceNode node) {
        return graph.nodes.get(node.name()) == node;
    }

    /** Why the graph and guards are against an event; empty if they are not. */
    List<String> verdict(ReferenceNode node, CircuitEvent event) {
        if (event == CircuitEvent.RESET && node.state == State.CLOSED) {
            return List.of();
        }
        List<String> reasons = dependencyReasons(node);
        return reasons.isEmpty() ? guardReasons(node, event) : reasons;
    }

    List<String> dependencyReasons(ReferenceNode node) {
        List<String> reasons = new ArrayList<>();
        for (String dependency : graph.direct(node.name())) {
            ReferenceNode other = graph.nodes.get(dependency);
            if (!graph.isUp(dependency) || (other != null && isHalfOpenInTheWay(node, other))) {
                reasons.add("DEPENDENCY " + dependency);
            }
        }
        return reasons.stream().sorted().toList();
    }

    /** One that nobody uses is as good as CLOSED, unless it waits for guards of its own. */
    private boolean isHalfOpenInTheWay(ReferenceNode node, ReferenceNode dependency) {
        return dependency.state == State.HALF_OPEN
                && node.options().readiness() == DependencyReadiness.CLOSED_ONLY
                && (!isIdle(dependency) || Reference.wantsReset(dependency));
    }

    private boolean isIdle(ReferenceNode node) {
        long timeouts = (now - node.since) / node.plan.resetTimeout();
        return permitsOutstanding(node) == 0 && timeouts > node.goodProbes;
    }

    /** How long until a HALF_OPEN dependency that is in the way is idle, if nobody uses it; else what is given. */
    long untilOneMayBeIdle(ReferenceNode node, long otherwise) {
        return graph.direct(node.name()).stream()
                .map(graph.nodes::get)
                .filter(other -> other != null && isHalfOpenInTheWay(node, other))
                .mapToLong(other -> other.plan.resetTimeout() - (now - other.since) % other.plan.resetTimeout())
                .min()
                .orElse(otherwise);
    }

    /** Permits of its episode. */
    abstract int permitsOutstanding(ReferenceNode node);

    private List<String> guardReasons(ReferenceNode node, CircuitEvent event) {
        boolean reset = event == CircuitEvent.RESET;
        if (reset ? !node.options().resetGuard() : !node.options().recoveryGuard()) {
            return List.of();
        }
        String guard = reset ? NodePlan.RESET_GUARD : NodePlan.RECOVERY_GUARD;
        return switch (answers.get(node.name(), guard)) {
            case YES -> List.of();
            case NO -> List.of("GUARD_REFUSED " + guard);
            case THROWS -> List.of("GUARD_FAILED " + guard);
        };
    }

    /** A guarded event that a caller asks for, or a call in its place; the reasons against. */
    List<String> attempt(ReferenceNode node, CircuitEvent event, boolean byMachine) {
        State from = node.state;
        boolean moves = from == State.OPEN || (event == CircuitEvent.RESET && from == State.HALF_OPEN);
        List<String> reasons = verdict(node, event);
        if (!moves) {
            reasons = event == CircuitEvent.RESET && from == State.CLOSED
                    ? List.of()
                    : List.of("WRONG_STATE " + node.name());
        }
        if (!reasons.isEmpty() && byMachine) {
            refusedToMachine(node, event, reasons);
        } else if (!reasons.isEmpty()) {
            refused(node, event, reasons);
        } else if (moves) {
            move(node, event == CircuitEvent.RESET ? State.CLOSED : State.HALF_OPEN, event, Optional.empty());
        }
        return reasons;
    }

    private void refused(ReferenceNode node, CircuitEvent event, List<String> reasons) {
        if (reasons.stream().anyMatch(reason -> !reason.startsWith("WRONG_STATE"))) {
            node.count(event == CircuitEvent.RESET ? "blockedResets" : "blockedRecoveries");
        }
        told.add(Told.refused(node.name(), event, node.state, reasons));
    }

    /** What the machine tries again and again is told once for each change of the reasons. */
    void refusedToMachine(ReferenceNode node, CircuitEvent event, List<String> reasons) {
        if (!reasons.equals(node.toldReasons.put(event, reasons))) {
            refused(node, event, reasons);
        }
    }

    /** An operator's event; the reasons against, which can only be that of a wrong state. */
    List<String> operate(ReferenceNode node, CircuitEvent event, Actor actor) {
        State to = switch (event) {
            case OPEN -> State.OPEN;
            case FORCE_OPEN -> State.FORCED_OPEN;
            case FORCE_CLOSE -> State.CLOSED;
            case DISABLE -> State.DISABLED;
            case METRICS_ONLY -> State.METRICS_ONLY;
            case RELEASE ->
                switch (node.state) {
                    case FORCED_OPEN -> State.OPEN;
                    case DISABLED, METRICS_ONLY -> State.CLOSED;
                    case CLOSED, OPEN, HALF_OPEN -> null;
                };
            case TRIP, CASCADE, ATTEMPT_RECOVERY, RESET -> throw new IllegalArgumentException("not an operator's");
        };
        if (to == null) {
            List<String> reasons = List.of("WRONG_STATE " + node.name());
            refused(node, event, reasons);
            return reasons;
        }
        move(node, to, event, Optional.of(actor));
        return List.of();
    }

    /** A failure met the condition, or a probe failed. */
    void trip(ReferenceNode node) {
        if (node.state == State.METRICS_ONLY) {
            node.beginWindow(true);
            told.add(Told.wouldHaveOpened(node.name()));
        } else {
            move(node, State.OPEN, CircuitEvent.TRIP, Optional.empty());
        }
    }

    void move(ReferenceNode node, State to, CircuitEvent event, Optional<Actor> actor) {
        State from = node.state;
        boolean failedProbe = from == State.HALF_OPEN && event == CircuitEvent.TRIP;
        enter(node, to, new ReferenceNode.Why(event, Optional.empty(), actor));
        if (to.isOpen() && (from == State.CLOSED || from == State.HALF_OPEN) && !failedProbe) {
            cascade(node);
        }
        if (!to.isOpen()) {
            wakeWhoWaitsFor(node.name());
        }
    }

    private void enter(ReferenceNode node, State to, ReferenceNode.Why why) {
        State from = node.state;
        boolean failedProbe = from == State.HALF_OPEN && why.event() == CircuitEvent.TRIP;
        if (to == State.OPEN) {
            node.reopenings = failedProbe ? node.reopenings + 1 : from == State.HALF_OPEN ? node.reopenings : 0;
            double wait =
                    (double) node.plan.resetTimeout() * Math.pow(node.options().backoff(), node.reopenings);
            node.wait = (long) Math.min(wait, (double) node.plan.maxResetTimeout());
        } else if (to != State.HALF_OPEN) {
            node.reopenings = 0;
        }
        node.state = to;
        node.epoch++;
        node.since = now;
        node.why = why;
        node.goodProbes = 0;
        node.beginWindow(from == State.CLOSED || from == State.METRICS_ONLY);
        node.toldReasons.clear();
        node.toldOccasion = "";
        boolean timed = to == State.OPEN && node.options().mode() == RecoveryMode.AUTOMATIC;
        node.recoveryDue = timed ? timer(node.wait) : null;
        node.resetRetryDue = null;
        told.add(Told.transition(
                node.name(),
                from,
                to,
                node.epoch,
                why.event(),
                why.source(),
                why.actor().isPresent()));
    }

    void cascade(ReferenceNode source) {
        List<String> reached = new ArrayList<>(List.of(source.name()));
        TreeSet<String> dry = new TreeSet<>();
        for (int place = 0; place < reached.size(); place++) {
            for (String target : graph.targets(reached.get(place), EdgeKind.CASCADES_TO, CascadeMode.ENFORCE)) {
                if (takesCascade(target) && !reached.contains(target)) {
                    reached.add(target);
                }
            }
            graph.targets(reached.get(place), EdgeKind.CASCADES_TO, CascadeMode.DRY_RUN).stream()
                    .filter(this::takesCascade)
                    .forEach(dry::add);
        }
        reached.forEach(dry::remove);
        reached.remove(source.name());
        if (reached.isEmpty() && dry.isEmpty()) {
            return;
        }
        long circuits =
                graph.nodes.values().stream().filter(ReferenceNode::isCircuit).count();
        boolean limited =
                source.isCircuit() && reached.size() > source.options().cascadeLimit() * circuits;
        told.add(Told.cascade(source.name(), new TreeSet<>(reached), dry, limited));
        if (!limited) {
            for (String target : reached) {
                ReferenceNode.Why why =
                        new ReferenceNode.Why(CircuitEvent.CASCADE, Optional.of(source.name()), Optional.empty());
                enter(node(target), State.OPEN, why);
            }
        }
    }

    private boolean takesCascade(String name) {
        ReferenceNode node = graph.nodes.get(name);
        return node != null && node.isCircuit() && (node.state == State.CLOSED || node.state == State.HALF_OPEN);
    }

    private ReferenceNode node(String name) {
        ReferenceNode node = graph.nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException(name);
        }
        return node;
    }

    /** A node became up, or edges changed: whoever may have waited for that and waits for nothing else is tried now. */
    abstract void wakeWhoWaitsFor(String name);
}
