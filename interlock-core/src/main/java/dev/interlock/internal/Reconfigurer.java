package dev.interlock.internal;

import dev.interlock.Interlock.Changes;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Reconfiguration;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.SignalTerms;
import java.util.function.Consumer;

/**
 * Changes configurations while they are in use. The user's code runs first, outside of the commit; if somebody else changed one of the
 * circuits meanwhile, it runs again on what is there then.
 */
final class Reconfigurer {

    private final Parts parts;
    private final CircuitFactory factory;
    private final SignalRegistry signals;

    Reconfigurer(Parts parts, CircuitFactory factory, SignalRegistry signals) {
        this.parts = parts;
        this.factory = factory;
        this.signals = signals;
    }

    /** Makes the changes in one commit. */
    Reconfiguration reconfigure(Consumer<? super Changes> changes) {
        while (true) {
            ChangePlan plan = plan(changes);
            if (plan.isEmpty()) {
                parts.external(plan.external());
                return plan.reconfiguration();
            }
            if (parts.changes.apply(plan.patch())) {
                parts.external(plan.external());
                follow(plan);
                return plan.reconfiguration();
            }
        }
    }

    /** What the changes would change, if they can be made. */
    Reconfiguration diff(Consumer<? super Changes> changes) {
        while (true) {
            ChangePlan plan = plan(changes);
            if (plan.isEmpty() || parts.changes.isPossible(plan.patch())) {
                return plan.reconfiguration();
            }
        }
    }

    private ChangePlan plan(Consumer<? super Changes> changes) {
        ChangePlan plan = new ChangePlan(parts.root.read(), parts, factory, signals);
        changes.accept(plan);
        if (!plan.problems().isEmpty()) {
            throw new InvalidConfigurationException(plan.problems());
        }
        return plan;
    }

    /** What the commit cannot do: finer ticks, checks that begin and end, and a look at windows whose conditions may be met already. */
    private void follow(ChangePlan plan) {
        plan.patch().removed().forEach(signals::removed);
        plan.newSignals().forEach(signals::defined);
        Graph graph = parts.root.read();
        plan.patch().changed().forEach(change -> {
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
