package dev.interlock.internal.graph;

import dev.interlock.CircuitConfig;
import dev.interlock.Explanation;
import dev.interlock.NodeKind;
import dev.interlock.PrintableText;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says why a node is as it is. Refusals, explanations and views all ask here, of one graph and one moment, so that they
 * answer with the same words.
 */
public final class Explainer {

    private final Graph graph;
    private final long nowNanos;
    private final Instant now;

    /** Explains one published graph as it looks at one moment. */
    public Explainer(Graph graph, long nowNanos, Instant now) {
        this.graph = graph;
        this.nowNanos = nowNanos;
        this.now = now;
    }

    /** The root causes of a node. */
    public List<String> rootCauses(int index) {
        return Roots.causes(graph, index).stream().map(this::name).toList();
    }

    /** The first root cause and which of its openings it is: another text for another time of being blocked. */
    public String occasion(int index) {
        List<Integer> causes = Roots.causes(graph, index);
        return causes.isEmpty()
                ? ""
                : name(causes.get(0)) + "@" + graph.state(causes.get(0)).epoch();
    }

    /** The way to the first root cause; only the node itself if nothing blocks it. */
    public List<String> chain(int index) {
        List<Integer> causes = Roots.causes(graph, index);
        return causes.isEmpty() ? List.of(name(index)) : Roots.chain(graph, index, causes.get(0));
    }

    /** How long until the latest of the root causes tries to recover; empty if one of them is not going to, or nobody knows when. */
    public Optional<Duration> retryAfter(int index) {
        Optional<Duration> latest = Optional.empty();
        for (int cause : Roots.causes(graph, index)) {
            Optional<Duration> wait = wait(cause);
            if (wait.isEmpty()) {
                return wait;
            }
            if (latest.isEmpty() || wait.get().compareTo(latest.get()) > 0) {
                latest = wait;
            }
        }
        return latest;
    }

    /** Why calls are refused or not, in a few words. */
    public String why(int index) {
        List<Integer> causes = Roots.causes(graph, index);
        if (causes.isEmpty()) {
            return Words.state(graph, index);
        }
        int first = causes.get(0);
        StringBuilder text = new StringBuilder();
        if (first == index) {
            text.append(since(index));
        } else {
            text.append("depends on '")
                    .append(name(first))
                    .append("', ")
                    .append(since(first))
                    .append(" (");
            text.append(shorten(Roots.chain(graph, index, first))).append(')');
        }
        if (causes.size() > 1) {
            text.append(", and on ").append(causes.size() - 1).append(" more that ");
            text.append(causes.size() == 2 ? "is" : "are").append(" open");
        }
        retryAfter(index)
                .ifPresent(wait -> text.append(
                        wait.isZero() ? "; next attempt is due" : "; next attempt in " + Texts.duration(wait)));
        String error = lastError(first);
        if (error != null) {
            text.append("; last error: ").append(error);
        }
        return text.toString();
    }

    /** All of it. */
    public Explanation explain(int index) {
        boolean defined = graph.vertex(index).kind() != NodeKind.UNRESOLVED;
        CircuitState state = defined ? graph.stateOrNull(index) : null;
        List<Integer> causes = Roots.causes(graph, index);
        boolean blocked = Gate.blockedCount(graph.gate(index)) > 0;
        String own = "'" + name(index) + "' is " + (state == null ? "not defined" : since(index));
        boolean rootIsOther = !causes.isEmpty() && causes.get(0) != index;
        List<String> waiting = waitingFor(index);
        String text = causes.isEmpty() || !rootIsOther
                ? own
                        + (causes.isEmpty()
                                ? ""
                                : why(index).substring(since(index).length()))
                : own + " and blocked: it " + why(index);
        if (!waiting.isEmpty() && !blocked) {
            text += "; waiting: " + String.join("; ", waiting);
        }
        return new Explanation(
                name(index),
                state == null ? State.CLOSED : state.state(),
                blocked,
                text,
                causes.stream().map(cause -> Roots.chain(graph, index, cause)).toList(),
                causes.stream().map(this::name).toList(),
                waiting,
                retryAfter(index).map(now::plus),
                causes.isEmpty() ? Optional.empty() : Optional.ofNullable(lastError(causes.get(0))));
    }

    /** How long until this node tries to recover, at the latest; empty unless it is going to. */
    Optional<Duration> wait(int index) {
        CircuitState state = graph.stateOrNull(index);
        CircuitConfig config = graph.vertex(index).config();
        if (state == null || config == null) {
            return Optional.empty();
        }
        if (state.isProbing()) {
            return Optional.of(config.probeInterval()); // the next probe may come earlier, and not later
        }
        if (state.state() != State.OPEN || config.recoveryMode() == RecoveryMode.MANUAL) {
            return Optional.empty();
        }
        Duration wait = Duration.ofNanos(Math.max(0, state.remainingWait(nowNanos)));
        if (wait.isZero() && !RecoveryBudget.reasons(graph, index, nowNanos).isEmpty()) {
            return Optional.empty(); // nobody knows when there is a place
        }
        boolean probeIsSooner =
                isProbedWhileOpen(config) && config.probeInterval().compareTo(wait) < 0;
        return Optional.of(probeIsSooner ? config.probeInterval() : wait);
    }

    private static boolean isProbedWhileOpen(CircuitConfig config) {
        return config.probe().isPresent() && config.recoveryMode() == RecoveryMode.AUTOMATIC;
    }

    private @org.jspecify.annotations.Nullable String lastError(int index) {
        Counters counters = graph.vertex(index).counters();
        return counters == null ? null : counters.lastError();
    }

    private List<String> waitingFor(int index) {
        CircuitState state = graph.stateOrNull(index);
        if (state == null || graph.vertex(index).kind() != NodeKind.CIRCUIT) {
            return List.of();
        }
        List<String> waiting = new ArrayList<>();
        if (state.state() == State.OPEN) {
            long remaining = state.remainingWait(nowNanos);
            CircuitConfig config = graph.vertex(index).circuitConfig();
            if (config.recoveryMode() == RecoveryMode.MANUAL) {
                waiting.add("somebody to attempt its recovery (RecoveryMode.MANUAL)");
            } else if (remaining > 0) {
                waiting.add("its own wait, " + Texts.duration(Duration.ofNanos(remaining)) + " more"
                        + (isProbedWhileOpen(config) ? ", or its probe to succeed" : ""));
            } else if (DependencyCheck.reasons(graph, index).isEmpty()) {
                RecoveryBudget.reasons(graph, index, nowNanos).stream()
                        .map(reason -> "a place, for " + reason.message())
                        .forEach(waiting::add);
            }
        } else if (state.state() == State.FORCED_OPEN) {
            waiting.add("an operator to release it");
        } else if (state.state() == State.HALF_OPEN) {
            waiting.add(state.isProbing() ? "its probe to succeed" : "probes to succeed");
        }
        if (state.state() == State.OPEN || state.state() == State.HALF_OPEN) {
            DependencyCheck.reasons(graph, index).stream().map(Reason::message).forEach(waiting::add);
        }
        return waiting;
    }

    private String since(int index) {
        CircuitState state = graph.state(index);
        String text = Words.state(graph, index);
        if (!Gate.isOpen(graph.gate(index))) {
            return text;
        }
        text += " for " + Texts.duration(Duration.ofNanos(Math.max(0, nowNanos - state.enteredNanos())));
        if (state.cause() != null && state.cause().actor().isPresent()) {
            text += " by " + PrintableText.of(state.cause().actor().get().name());
            text += " ('" + PrintableText.of(state.cause().detail()) + "')";
        } else if (state.cause() != null && state.cause().source().isPresent()) {
            text += " by a cascade from '" + state.cause().source().get() + "'";
        }
        return text;
    }

    /** Sixteen names at most: a message stays one line. */
    private static String shorten(List<String> chain) {
        if (chain.size() <= 16) {
            return String.join(" -> ", chain);
        }
        return String.join(" -> ", chain.subList(0, 14)) + " -> ... " + (chain.size() - 15) + " more -> "
                + chain.get(chain.size() - 1);
    }

    private String name(int index) {
        return graph.vertex(index).name();
    }
}
