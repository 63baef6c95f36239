package dev.interlock.config;

import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import java.util.Map;

/** Asks the core what it will say: each circuit as a whole, and then the whole graph in an interlock without timers and threads. */
final class Rehearsal {

    private final Map<String, NamedCircuit> circuits;
    private final Problems problems;

    Rehearsal(Map<String, NamedCircuit> circuits, Problems problems) {
        this.circuits = circuits;
        this.problems = problems;
    }

    /** Rules between options, such as a longest wait that is shorter than the wait. */
    void eachCircuit() {
        for (NamedCircuit circuit : circuits.values()) {
            for (dev.interlock.Problem problem :
                    CoreRules.ofCircuit(builder -> circuit.applyTo(builder, Code.ABSENT))) {
                circuit.settings().values().stream()
                        .filter(each -> each.option().key().equals(problem.option()))
                        .findFirst()
                        .ifPresentOrElse(
                                setting -> problems.add(
                                        setting.place(),
                                        Mappings.path(circuit.own().path(), problem.option()),
                                        CoreRules.words(problem)),
                                () -> problems.add(
                                        circuit.own().place(), circuit.own().path(), CoreRules.words(problem)));
            }
        }
    }

    /**
     * Rules of the graph, such as its greatest depth. What is wrong with single circuits, and cycles, was told before: here cycles are allowed, and
     * a circuit that depends on itself, which never is, is left out.
     */
    void wholeGraph() {
        boolean right = problems.isEmpty();
        try (Interlock stage = Interlock.create(settings -> settings.scheduler((task, delay) -> () -> {})
                .hookExecutor(task -> {})
                .cycles(CyclePolicy.CONDENSE))) {
            stage.defineAll(definitions -> circuits.values().stream()
                    .filter(circuit -> circuit.dependencies().stream()
                            .noneMatch(setting -> setting.names().containsKey(circuit.name())))
                    .forEach(circuit ->
                            definitions.define(circuit.name(), builder -> circuit.applyTo(builder, Code.ABSENT))));
        } catch (InvalidConfigurationException refused) {
            refused.problems().forEach(problem -> graphProblem(problem, right));
        }
    }

    private void graphProblem(dev.interlock.Problem problem, boolean right) {
        NamedCircuit circuit = circuits.get(problem.path());
        boolean ofTheGraph = problem.option().isEmpty();
        if (circuit != null && ofTheGraph) {
            problems.add(circuit.own().place(), circuit.own().path(), CoreRules.words(problem));
        } else if (right) {
            problems.add(Place.START, "circuits", CleanText.clean(problem.toString(), 1_000));
        }
    }
}
