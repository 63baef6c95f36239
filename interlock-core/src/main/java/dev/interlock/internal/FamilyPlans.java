package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.FamilyConfig;
import dev.interlock.Problem;
import dev.interlock.Reconfiguration.Kind;
import dev.interlock.Reconfiguration.NodeChange;
import dev.interlock.Reconfiguration.OptionChange;
import dev.interlock.internal.FamilyConfigs.Beginning;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.diff.OptionDiff;
import dev.interlock.internal.family.FamilyChange;
import dev.interlock.internal.family.FamilyImpl;
import dev.interlock.internal.family.FamilyTerms;
import dev.interlock.internal.family.HostOpening;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphPatch;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.text.Nearest;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Works out what it means to configure a family anew: its keys, its overflow, its host, and the family itself. */
final class FamilyPlans {

    private final Parts parts;
    private final CircuitFactory factory;
    private final FamilyRegistry families;

    FamilyPlans(Parts parts, CircuitFactory factory, FamilyRegistry families) {
        this.parts = parts;
        this.factory = factory;
        this.families = families;
    }

    /**
     * What a change of a family comes to.
     *
     * @param change   of its keys, its overflow and itself; null if there is none
     * @param host     of its host; null if there is none
     * @param configs  what its circuits will go by
     * @param told     what is different
     */
    record Plan(
            @Nullable FamilyChange change,
            GraphPatch.@Nullable Changed host,
            List<CircuitConfig> configs,
            List<NodeChange> told) {}

    /** The plan. If there are problems, one that only has edges; null if there is no such family. */
    @Nullable
    Plan plan(Graph graph, String name, Consumer<? super FamilyConfig.Builder> change, List<Problem> problems) {
        FamilyImpl family = families.find(name);
        if (family == null) {
            problems.add(Problem.of(
                    name,
                    "there is no family of this name",
                    Nearest.nearest(name, families.names())
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("define it first")));
            return null;
        }
        FamilyTerms before = family.terms();
        FamilyConfig.Builder builder = beginningWith(before);
        change.accept(builder);
        List<Problem> wrong = builder.problems(name);
        problems.addAll(wrong);
        FamilyConfig.Builder sound = wrong.isEmpty() ? builder : builder.circuitsOnly();
        return plan(graph, family, before, sound.build(name), problems);
    }

    private Plan plan(Graph graph, FamilyImpl family, FamilyTerms before, FamilyConfig wanted, List<Problem> problems) {
        String name = family.name();
        CircuitImpl host = family.hostOrNull();
        CircuitState hostState = host == null ? null : graph.stateOrNull(host.index());
        if (hostState != null && hostState.owner() != host) { // somebody removed the host
            hostState = null;
        }
        CircuitConfig hostBefore = hostState == null ? null : hostState.config();
        Beginning beginning =
                new Beginning(c -> c.from(before.template()), hostBefore == null ? c -> {} : c -> c.from(hostBefore));
        HostOpening opening = new HostOpening(wanted.hostOpensAt(), wanted.hostOpensAtShare());
        if (host == null && opening.isHosted()) {
            problems.add(Problem.of(
                    name, "hostOpensAt", "the family has no host circuit", "give it one where it is defined"));
        }
        FamilyConfigs configs = FamilyConfigs.of(factory, name, wanted, host != null, beginning, problems);
        problems.addAll(configs.problems(parts.names));
        FamilyTerms after = new FamilyTerms(
                configs.member(), wanted.maxSize(), wanted.idleAfter().toNanos(), opening);
        List<NodeChange> told = new ArrayList<>();
        List<OptionChange> options = new ArrayList<>(OptionDiff.of(before.template(), after.template()));
        options.addAll(differences(before, after));
        if (!options.isEmpty()) {
            told.add(new NodeChange(name + "/*", Kind.CHANGED, options));
        }
        FamilyChange change = after.equals(before) ? null : new FamilyChange(family, before, after, configs.overflow());
        GraphPatch.Changed hostChange = null;
        CircuitConfig hostAfter = configs.host();
        if (host != null
                && hostState != null
                && hostBefore != null
                && hostAfter != null
                && !hostAfter.equals(hostBefore)) {
            hostChange = GraphPatch.Changed.of(name, host, hostState.terms(), host.terms(hostAfter));
            told.add(new NodeChange(name, Kind.CHANGED, OptionDiff.of(hostBefore, hostAfter)));
        }
        return new Plan(change, hostChange, List.of(configs.member(), configs.overflow()), told);
    }

    private static List<OptionChange> differences(FamilyTerms before, FamilyTerms after) {
        List<OptionChange> options = new ArrayList<>();
        differs(options, "maxSize", String.valueOf(before.maxSize()), String.valueOf(after.maxSize()));
        differs(options, "idleAfter", idle(before), idle(after));
        differs(
                options,
                "hostOpensAt",
                before.opening().toString(),
                after.opening().toString());
        return options;
    }

    private static String idle(FamilyTerms terms) {
        return Texts.duration(Duration.ofNanos(terms.idleNanos()));
    }

    private static void differs(List<OptionChange> options, String option, String before, String after) {
        if (!before.equals(after)) {
            options.add(new OptionChange(option, before, after));
        }
    }

    private static FamilyConfig.Builder beginningWith(FamilyTerms terms) {
        FamilyConfig.Builder builder =
                FamilyConfig.builder().maxSize(terms.maxSize()).idleAfter(Duration.ofNanos(terms.idleNanos()));
        terms.opening().keys().ifPresent(builder::hostOpensAt);
        terms.opening().share().ifPresent(builder::hostOpensAt);
        return builder;
    }
}
