package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.AttributionPolicy;
import dev.interlock.CallRejectedException;
import dev.interlock.CircuitConfig;
import dev.interlock.RemoteFailureException;
import dev.interlock.internal.graph.Dependents;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what the end of a call means for a circuit: a failure of its own, a success, or nothing. First whose it is (attribution), then
 * what it is (the user's classification).
 */
final class Classifier {

    private final GraphRoot root;
    private final Names names;
    private final HookFailures failures;

    Classifier(GraphRoot root, Names names, HookFailures failures) {
        this.root = root;
        this.names = names;
        this.failures = failures;
    }

    /**
     * What a throwable means for a call that began at {@code moment} (see {@link Attribution#moment()}).
     *
     * @param ownThread whether it was thrown on the thread that made the call; else a stage ended with it
     */
    Meaning of(Throwable thrown, Member member, CircuitConfig config, long moment, boolean ownThread) {
        // One look through the causes: to ask a throwable for its cause takes its lock.
        if (Causes.any(
                thrown,
                link -> isNeutral(link, member, config)
                        || isOneOf(link, config.ignore())
                        || Cancellations.isOne(link, thrown, config, ownThread))) {
            return Meaning.IGNORED;
        }
        if (config.attribution() == AttributionPolicy.INNERMOST
                && Attribution.since(thrown, moment)
                        .filter(mark -> !mark.circuit().equals(member.name()))
                        .isPresent()) {
            // A circuit further in counted it. Its own mark is that of another call, which threw the same instance.
            return Meaning.IGNORED;
        }
        if (config.failOn().isEmpty() && config.failurePredicates().isEmpty()) {
            return Meaning.FAILURE;
        }
        boolean failure = Causes.any(thrown, link -> isOneOf(link, config.failOn()))
                || Causes.any(thrown, link -> passesOne(link, config));
        return failure ? Meaning.FAILURE : Meaning.ANSWERED;
    }

    /**
     * What it means for a circuit that a time limit ended its call. One that was in flight too short to be blamed does not claim it, so that it counts
     * further out: a limit that strikes always counts somewhere, and once.
     *
     * @param blamable whether the call took long for the circuit, or the limit is its own
     */
    Meaning ofTimeout(TimeLimit limit, CircuitConfig config, boolean blamable) {
        if (limit.isCancelled() || !blamable) {
            return Meaning.IGNORED;
        }
        boolean innermost = limit.claim();
        boolean counts = innermost || config.attribution() == AttributionPolicy.OWN_ALL;
        return counts && !isOneOf(limit.requireOver(), config.ignore()) ? Meaning.FAILURE : Meaning.IGNORED;
    }

    /** What a result means. */
    Meaning ofResult(@Nullable Object result, CircuitConfig config) {
        if (config.failOnResult().isEmpty()) {
            return Meaning.SUCCESS;
        }
        return test(() -> config.failOnResult().get().test(result)) ? Meaning.FAILURE : Meaning.SUCCESS;
    }

    /** Refusals, and what another process answers for: nobody's failure here. */
    private boolean isNeutral(Throwable link, Member member, CircuitConfig config) {
        return link instanceof CallRejectedException
                || (link instanceof RemoteFailureException remote && isBelieved(remote, member, config));
    }

    private boolean isBelieved(RemoteFailureException remote, Member member, CircuitConfig config) {
        return switch (config.remoteAttribution()) {
            case ANY -> true;
            case NONE -> false;
            case DEPENDENCIES -> {
                Graph graph = root.read();
                yield graph.vertex(member.index()).owner() == member // else it is removed
                        && Dependents.isDependency(graph, member.index(), names.find(graph, remote.remoteCircuit()));
            }
        };
    }

    private boolean passesOne(Throwable link, CircuitConfig config) {
        for (Predicate<? super Throwable> predicate : config.failurePredicates()) {
            if (test(() -> predicate.test(link))) {
                return true;
            }
        }
        return false;
    }

    /** A test that throws is reported, and taken for yes: the call did end badly, or nobody can tell that it ended well. */
    private boolean test(BooleanSupplier predicate) {
        try {
            return predicate.getAsBoolean();
        } catch (Throwable thrown) {
            failures.threw(HookKind.PREDICATE, "failOn", thrown);
            return true;
        }
    }

    private static boolean isOneOf(Throwable link, Iterable<Class<? extends Throwable>> types) {
        for (Class<? extends Throwable> type : types) {
            if (type.isInstance(link)) {
                return true;
            }
        }
        return false;
    }

    /** What the end of a call can mean. */
    enum Meaning {
        SUCCESS,
        FAILURE,
        /** The service answered, and not as one wished: it is there, and more is not known. A call in rates; it ends no row and closes nothing. */
        ANSWERED,
        /** It says nothing about the circuit. */
        IGNORED,
        /** A failure that a call of the same circuit further in has counted. Nobody is asked what such a one means; who finds it knows. */
        COUNTED
    }
}
