package dev.interlock.internal.graph;

import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.Explanation;
import dev.interlock.NodeKind;
import dev.interlock.PrintableText;
import dev.interlock.State;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.text.ErrorText;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says why a node is as it is. Refusals, explanations and views all ask here, of one graph and one moment, so that they
 * answer with the same words.
 */
public final class Explainer {

    private final Graph graph;
    private final long nowNanos;
    private final Instant now;
    private final Attempts attempts;
    private final Hindrances hindrances;
    private final Unready unready;

    /** Explains one published graph as it looks at one moment. */
    public Explainer(Graph graph, long nowNanos, Instant now) {
        this.graph = graph;
        this.nowNanos = nowNanos;
        this.now = now;
        this.attempts = new Attempts(graph, nowNanos);
        this.hindrances = new Hindrances(graph, nowNanos);
        this.unready = new Unready(graph, hindrances);
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

    /** How long until a call could be admitted: never too short; empty where an operator or a guard decides, or nobody knows when. */
    public Optional<Duration> retryAfter(int index) {
        return attempts.untilAdmitted(index);
    }

    /**
     * Why calls are refused or not, in a few words: the condition that was met is told only where no error says why.
     *
     * @param errors what is said of the last error; an empty text says nothing of it
     */
    public String why(int index, Function<ErrorText, String> errors) {
        List<Integer> causes = Roots.causes(graph, index);
        if (causes.isEmpty()) {
            return Words.state(graph, index);
        }
        int root = causes.get(0);
        ErrorText error = lastError(root);
        String said = error == null ? "" : errors.apply(error);
        Cause cause = graph.state(root).cause();
        boolean errorTells = !said.isEmpty() && (cause == null || !Words.isSlowness(cause));
        return how(index, causes)
                + (errorTells ? "" : reason(root))
                + when(index, causes)
                + (said.isEmpty() ? "" : "; last error: " + said);
    }

    /** Of a name that nothing in the graph has. */
    public static Explanation unknown(String name) {
        return new Explanation(
                name,
                State.CLOSED,
                false,
                "'" + name + "' is not defined",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** All of it. */
    public Explanation explain(int index) {
        boolean defined = graph.vertex(index).kind() != NodeKind.UNRESOLVED;
        CircuitState state = defined ? graph.stateOrNull(index) : null;
        List<Integer> causes = Roots.causes(graph, index);
        boolean blocked = isBlocked(index);
        List<String> waiting = hindrances.waitingFor(index);
        return new Explanation(
                name(index),
                state == null ? State.CLOSED : state.state(),
                blocked,
                text(index, state, causes, blocked ? rootWaits(causes) : waiting),
                causes.stream().map(cause -> Roots.chain(graph, index, cause)).toList(),
                causes.stream().map(this::name).toList(),
                waiting,
                next(index, causes).map(now::plus),
                causes.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(lastError(causes.get(0))).map(ErrorText::toString));
    }

    private boolean isBlocked(int index) {
        return Gate.blockedCount(graph.gate(index)) > 0;
    }

    private String text(int index, @Nullable CircuitState state, List<Integer> causes, List<String> waiting) {
        boolean held = state != null && state.state() == State.FORCED_OPEN;
        String own = "'" + name(index) + "' is " + (state == null ? "not defined" : since(index));
        if (causes.isEmpty()) {
            own += hindrances
                    .refusing(index)
                    .map(" and refusing calls: "::concat)
                    .orElse("");
        } else {
            int root = causes.get(0);
            own += (root == index ? "" : " and blocked: it " + how(index, causes))
                    + reason(root)
                    + when(index, causes)
                    + errorInFull(root);
        }
        return own
                + (waiting.isEmpty() ? "" : "; waiting: " + String.join("; ", waiting))
                + (isBlocked(index) || held ? "" : unready.below(index));
    }

    /** What the first root waits for where no next attempt of it can be told: a guard, somebody, a place. */
    private List<String> rootWaits(List<Integer> causes) {
        boolean told = causes.isEmpty()
                || attempts.next(causes.get(0)).isPresent()
                || graph.state(causes.get(0)).state() == State.FORCED_OPEN; // its operator and reason are told
        return told ? List.of() : hindrances.waitingFor(causes.get(0));
    }

    /** Of a circuit that an operator holds no attempt is made, whatever its dependencies do. */
    private Optional<Duration> next(int index, List<Integer> causes) {
        CircuitState state = graph.stateOrNull(index);
        return state != null && state.state() == State.FORCED_OPEN ? Optional.empty() : attempts.next(causes);
    }

    private String how(int index, List<Integer> causes) {
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
            text.append(Words.chain(Roots.chain(graph, index, first))).append(')');
        }
        if (causes.size() > 1) {
            text.append(", and on ").append(causes.size() - 1).append(" more that ");
            text.append(causes.size() == 2 ? "is" : "are").append(" open");
        }
        return text.toString();
    }

    /** The condition that a circuit opened on; who opened it otherwise is told with its state. */
    private String reason(int index) {
        CircuitState state = graph.state(index);
        Cause cause = state.cause();
        ErrorText error = lastError(index);
        if (cause == null
                || cause.event() != CircuitEvent.TRIP
                || !state.state().isOpen()) {
            return "";
        }
        boolean errorTells = error != null && error.type().equals(cause.detail()); // its own probe failed
        return errorTells ? "" : "; reason: " + cause.detail();
    }

    private String when(int index, List<Integer> causes) {
        return next(index, causes)
                .map(wait -> wait.isZero() ? "; next attempt is due" : "; next attempt in " + Texts.duration(wait))
                .orElse("");
    }

    private String errorInFull(int index) {
        Counters counters = graph.vertex(index).counters();
        ErrorText error = lastError(index);
        if (counters == null || error == null) {
            return "";
        }
        long alike = counters.alikeErrors();
        return "; last error: " + error + " (" + Texts.ago(Math.max(0, nowNanos - counters.lastErrorNanos()))
                + (alike > 1 ? ", " + alike + " times" : "") + ")";
    }

    /** How long until this node tries to recover, at the latest; empty unless it is going to. */
    public Optional<Duration> nextAttempt(int index) {
        return attempts.next(index);
    }

    private @Nullable ErrorText lastError(int index) {
        Counters counters = graph.vertex(index).counters();
        return counters == null ? null : counters.errorText();
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

    private String name(int index) {
        return graph.vertex(index).name();
    }
}
