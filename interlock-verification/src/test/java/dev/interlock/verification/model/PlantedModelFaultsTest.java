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
    record Broken(String invariant, String source, String original, String replacement) {

        @Override
        public String toString() {
            return invariant;
        }
    }

    /** Looked for in every build. */
    static final List<Broken> ONE = List.of(new Broken(
            "S6, a diamond counts twice",
            "graph/Blocking",
            "Gate.blockedCount(draft.gate(at)) + by",
            "Gate.blockedCount(draft.gate(at)) + by * (int) Math.max(1,"
                    + " Roots.list(draft.vertex(at).hard()).stream().filter(walk::contains).count())"));

    static final List<Broken> OTHERS = List.of(
            new Broken(
                    "L3, a dependency that becomes HALF_OPEN wakes nobody",
                    "engine/Engine",
                    "if (!transition.to().isOpen()) {",
                    "if (transition.to() == State.CLOSED) {"),
            new Broken(
                    "S15, asking for a verdict counts",
                    "engine/Transitioner",
                    "return new Verdict(reasons);",
                    "if (!reasons.isEmpty()) { member.counters().refusals().resets.increment(); }"
                            + " return new Verdict(reasons);"),
            new Broken(
                    "S1, one permit too many",
                    "state/Episode",
                    "(now & OUTSTANDING) < places",
                    "(now & OUTSTANDING) <= places"),
            new Broken(
                    "S2, soft dependencies do not gate recovery",
                    "graph/DependencyCheck",
                    "List.of(vertex.hard(), vertex.soft())",
                    "List.of(vertex.hard())"),
            new Broken(
                    "S3, a guard that throws passes when a caller asks",
                    "hook/HookRunner",
                    "against.add(Answer.threw(HookKind.GUARD, name, thrown));",
                    ""),
            new Broken(
                    "S3, a guard that throws passes when a timer asks",
                    "hook/Asking",
                    "return Answer.threw(kind, name, failure);",
                    "return Answer.allowed(kind, name);"),
            new Broken(
                    "S5, a cascade over its limit opens",
                    "graph/Transitions",
                    "if (!limited && !panic) {",
                    "if (!panic) {"),
            new Broken(
                    "S5, a failed probe cascades again",
                    "state/StateMachine",
                    "return to.isOpen() && (from == State.CLOSED || from == State.HALF_OPEN) && !failedProbe;",
                    "return to.isOpen() && (from == State.CLOSED || from == State.HALF_OPEN);"),
            new Broken(
                    "S6, a changed edge is not counted by those further up",
                    "graph/Blocking",
                    "addAll(affected, draft.vertex(at).hardDependents(), at);",
                    ""),
            new Broken(
                    "S8, a chain leaves out what is between its ends",
                    "graph/Roots",
                    "names.addFirst(graph.vertex(at).name());",
                    "if (at == root || at == index) { names.addFirst(graph.vertex(at).name()); }"),
            new Broken(
                    "S9, a call guard that refuses keeps the place",
                    "call/Admission",
                    "if (permit == null && episode != null) {",
                    "if (permit == null && episode != null && refusingGuard(state.config()) == null) {"),
            new Broken(
                    "S12, a caller's reset moves what an operator holds",
                    "state/StateMachine",
                    "case FORCED_OPEN, DISABLED, METRICS_ONLY -> refused(state);",
                    "case FORCED_OPEN, DISABLED, METRICS_ONLY -> moves(State.CLOSED);"),
            new Broken(
                    "S13, a cycle over a soft edge gets in",
                    "graph/Cycles",
                    "Blocking.addAll(walk, graph.vertex(at).soft(), at);",
                    ""),
            new Broken(
                    "S14, a refusal further in is a failure further out",
                    "call/Classifier",
                    "link instanceof CallRejectedException",
                    "link == null"),
            new Broken(
                    "S15, asking whether a call would be admitted takes a permit",
                    "call/Admission",
                    "episode != null && !episode.admits()",
                    "episode != null && !episode.tryEnter()"),
            new Broken(
                    "L1, what a guard refused is not asked again",
                    "engine/Engine",
                    "arm(member, epoch, waitIsSooner ? Duration.ofNanos(remaining) : backstop);",
                    ""),
            new Broken(
                    "L2, the deadline of a probe is ignored",
                    "call/PermitImpl",
                    "decide(Meaning.FAILURE, error, null);",
                    ""));

    @Test
    void staleVerdict_ofACoreThatTakesIt_isFound() throws Exception {
        assertThat(new StaleVerdict().call()).as("of the core as it is").isEmpty();
        assertThat(difference(
                        StaleVerdict.class,
                        new Broken(
                                "S3, a verdict of an older epoch is taken",
                                "graph/Commits",
                                "if (epoch != ANY_EPOCH && epoch != state.epoch()) {",
                                "if (epoch == Long.MIN_VALUE) {")))
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
        String found = InFaultyCore.call(search, new PlantedFault(broken.source, broken.original, broken.replacement));
        System.out.println(broken.invariant + ": " + found.lines().limit(2).reduce("", String::concat));
        return found;
    }
}
