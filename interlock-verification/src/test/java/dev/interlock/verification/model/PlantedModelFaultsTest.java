package dev.interlock.verification.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.planted.InFaultyCore;
import dev.interlock.verification.planted.PlantedFault;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The comparison with the reference finds faults in the real core. */
class PlantedModelFaultsTest {

    /** A fault, and the invariant that it breaks. */
    record Broken(String invariant, String place, String original, String replacement) {

        @Override
        public String toString() {
            return invariant;
        }
    }

    /** Looked for in every build. */
    static final List<Broken> ONE = List.of(
            new Broken(
                    "S6, a diamond counts twice",
                    "Blocking.adjust",
                    "Gate.blockedCount(..) + by",
                    "Gate.blockedCount(..) + by * (int) Math.max(1, Roots.list(draft.vertex(at).hard()).stream().filter(walk::contains).count())"));

    static final List<Broken> OTHERS = List.of(
            new Broken(
                    "L3, a dependency that becomes HALF_OPEN wakes nobody",
                    "Engine.follow",
                    "!transition.to().isOpen()",
                    "transition.to() == State.CLOSED"),
            new Broken(
                    "S15, asking for a verdict counts",
                    "Transitioner.verdict",
                    "return new Verdict(reasons)",
                    "if (!reasons.isEmpty()) { member.counters().refusals().resets.increment(); } return new Verdict(reasons)"),
            new Broken("S1, one permit too many", "Episode.admits", "(now & OUTSTANDING) <", "(now & OUTSTANDING) <="),
            new Broken(
                    "S2, soft dependencies do not gate recovery",
                    "DependencyCheck.forEachDependency",
                    "vertex.hard(), vertex.soft()",
                    "vertex.hard()"),
            new Broken(
                    "S3, a guard that throws passes when a caller asks",
                    "HookRunner.askNow",
                    "against.add(Answer.threw(..));",
                    ""),
            new Broken(
                    "S3, a guard that throws passes when a timer asks",
                    "Asking.ask",
                    "Answer.threw(kind, name, failure)",
                    "Answer.allowed(kind, name)"),
            new Broken("S5, a cascade over its limit opens", "Transitions.cascade", "limited && !", ""),
            new Broken("S5, a failed probe cascades again", "StateMachine.cascades", "&& !failedProbe", ""),
            new Broken("S6, a changed edge is not counted by those further up", "Blocking.recount", "addAll(..);", ""),
            new Broken(
                    "S8, a chain leaves out what is between its ends",
                    "Roots.chain",
                    "names.addFirst(..);",
                    "if (at == root || at == index) { names.addFirst(..); }"),
            new Broken(
                    "S9, a call guard that refuses keeps the place",
                    "Admission.admit",
                    "&& episode != null",
                    "&& episode != null && refusingGuard(state.config()) == null"),
            new Broken(
                    "S12, a caller's reset moves what an operator holds",
                    "StateMachine.decide",
                    "METRICS_ONLY -> refused(state)",
                    "METRICS_ONLY -> moves(State.CLOSED)"),
            new Broken(
                    "S13, a cycle over a soft edge gets in",
                    "Cycles.path",
                    "Blocking.addAll(walk, graph.vertex(at).soft(), at);",
                    ""),
            new Broken(
                    "S14, a refusal further in is a failure further out",
                    "Classifier.isNeutral",
                    "instanceof CallRejectedException",
                    "== null"),
            new Broken(
                    "S15, asking whether a call would be admitted takes a permit",
                    "Admission.obstacle",
                    "episode.admits()",
                    "episode.tryEnter()"),
            new Broken("L1, what a guard refused is not asked again", "Engine.recoveryRefused", "arm(..);", ""),
            new Broken("L2, the deadline of a probe is ignored", "PermitImpl.expire", "decide(..);", ""));

    @ParameterizedTest
    @FieldSource("OTHERS")
    void fault_ofAnyRule_isAboutTheSourceAsItIs(Broken fault) {
        new PlantedFault(fault.place, fault.original, fault.replacement).check();
    }

    @Test
    void staleVerdict_ofACoreThatTakesIt_isFound() throws Exception {
        assertThat(new StaleVerdict().call()).as("of the core as it is").isEmpty();
        assertThat(difference(
                        StaleVerdict.class,
                        new Broken(
                                "S3, a verdict of an older epoch is taken",
                                "Commits.transition",
                                "epoch != ANY_EPOCH && epoch != state.epoch()",
                                "epoch == Long.MIN_VALUE")))
                .startsWith("moved");
    }

    @ParameterizedTest
    @FieldSource("ONE")
    void comparison_ofACoreWithAFault_findsIt(Broken fault) throws Exception {
        assertThat(difference(FaultHunt.class, fault)).startsWith("plan ");
    }

    @ParameterizedTest
    @FieldSource("OTHERS")
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "-Pproofs-short")
    void comparison_ofACoreWithAnotherFault_findsIt(Broken fault) throws Exception {
        assertThat(difference(FaultHunt.class, fault)).startsWith("plan ");
    }

    private static String difference(Class<? extends Callable<String>> search, Broken broken) throws Exception {
        String found = InFaultyCore.call(search, new PlantedFault(broken.place, broken.original, broken.replacement));
        System.out.println(broken.invariant + ": " + found.lines().limit(2).reduce("", String::concat));
        return found;
    }
}
