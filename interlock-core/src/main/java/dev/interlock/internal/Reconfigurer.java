package dev.interlock.internal;

import dev.interlock.Interlock.Changes;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Reconfiguration;
import dev.interlock.internal.family.FamilyChange;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphPatch;
import dev.interlock.internal.graph.GraphPatch.Changed;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.SignalTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Changes configurations while they are in use. The user's code runs first, outside of the commit; if somebody else changed one of the
 * circuits meanwhile, it runs again on what is there then.
 */
final class Reconfigurer {

    private static final GraphPatch NOTHING = new GraphPatch(List.of(), List.of(), List.of());

    private final Parts parts;
    private final CircuitFactory factory;
    private final SignalRegistry signals;
    private final FamilyPlans families;

    Reconfigurer(Parts parts, CircuitFactory factory, SignalRegistry signals, FamilyPlans families) {
        this.families = families;
        this.parts = parts;
        this.factory = factory;
        this.signals = signals;
    }

    /** Makes the changes in one commit. */
    Reconfiguration reconfigure(Consumer<? super Changes> changes) {
        while (true) {
            try (Mention mention = parts.changes.mention()) {
                ChangePlan plan = plan(changes, mention);
                if (plan.isEmpty()) {
                    parts.external(plan.external());
                    return plan.reconfiguration();
                }
                if (plan.families().isEmpty() ? parts.changes.apply(plan.patch()) : applyWithFamilies(plan)) {
                    parts.external(plan.external());
                    follow(plan);
                    return plan.reconfiguration();
                }
            }
        }
    }

    /** What the changes would change, if they can be made. */
    Reconfiguration diff(Consumer<? super Changes> changes) {
        while (true) {
            try (Mention mention = parts.changes.mention()) {
                ChangePlan plan = plan(changes, mention);
                if (plan.isEmpty() || parts.changes.isPossible(plan.patch(), plan.ofOverflows())) {
                    return plan.reconfiguration();
                }
            }
        }
    }

    private ChangePlan plan(Consumer<? super Changes> changes, Mention mention) {
        ChangePlan plan = new ChangePlan(parts.root.read(), parts, factory, signals, families, mention);
        changes.accept(plan);
        if (!plan.problems().isEmpty()) {
            throw new InvalidConfigurationException(
                    Stream.concat(plan.problems().stream(), plan.graphProblems().stream())
                            .distinct()
                            .toList());
        }
        return plan;
    }

    /** Makes the changes; of a large family the rest of the keys in commits of their own. No listener is run while a family is locked. */
    private boolean applyWithFamilies(ChangePlan plan) {
        plan.familyConfigs().forEach(parts::serve);
        List<FamilyChange> changed = plan.families();
        List<Changed> first = new ArrayList<>();
        int locked = 0;
        try {
            for (FamilyChange family : changed) {
                family.lock();
                locked++;
            }
            if (!changed.stream().allMatch(FamilyChange::isCurrent)) {
                return false;
            }
            changed.forEach(family -> first.addAll(family.first()));
            if (!parts.changes.applyUnannounced(plan.patch(), first)) {
                return false;
            }
            changed.forEach(FamilyChange::done);
        } finally {
            changed.subList(0, locked).forEach(FamilyChange::unlock);
        }
        parts.changes.announce();
        look(first);
        changed.forEach(this::changeTheRest);
        return true;
    }

    private void changeTheRest(FamilyChange family) {
        List<Changed> keys;
        do {
            family.lock();
            try {
                keys = family.following();
                if (!keys.isEmpty() && !parts.changes.applyUnannounced(NOTHING, keys)) {
                    throw new IllegalStateException("keys of '" + family.name() + "' changed under the lock");
                }
            } finally {
                family.unlock();
            }
            parts.changes.announce();
            look(keys);
        } while (!family.isDone());
    }

    /** What the commit cannot do: finer ticks, checks that begin and end, and a look at windows whose conditions may be met already. */
    private void follow(ChangePlan plan) {
        plan.patch().removed().forEach(signals::removed);
        plan.newSignals().forEach(signals::defined);
        look(plan.patch().changed());
    }

    private void look(List<Changed> changed) {
        Graph graph = parts.root.read();
        changed.forEach(change -> {
            if (change.owner() instanceof SignalImpl signal) {
                signal.follow();
            } else if (change.owner() instanceof Member member) {
                CircuitState state = graph.stateOrNull(member.index());
                if (state != null && state.owner() == member && !(state.terms() instanceof SignalTerms)) {
                    parts.serve(state.config());
                    parts.ticker.watch(member, state);
                }
            }
        });
    }
}
