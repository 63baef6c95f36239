package dev.interlock.config;

import dev.interlock.DependencyCycleException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.config.CoreRules.Broken;
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
            for (Broken rule : CoreRules.ofCircuit(builder -> circuit.applyTo(builder, Code.ABSENT))) {
                Setting<?> setting = circuit.settings().values().stream()
                        .filter(each -> each.option().key().equals(rule.option()))
                        .findFirst()
                        .orElse(null);
                if (setting != null) {
                    problems.add(setting.place(), Mappings.path(circuit.own().path(), rule.option()), rule.rule());
                } else {
                    problems.add(circuit.own().place(), circuit.own().path(), rule.rule());
                }
            }
        }
    }

    /** Rules of the graph, such as its greatest depth. What is wrong with single circuits, and cycles, was told before. */
    void wholeGraph() {
        boolean right = problems.isEmpty();
        try (Interlock stage = Interlock.create(
                settings -> settings.scheduler((task, delay) -> () -> {}).hookExecutor(task -> {}))) {
            stage.defineAll(definitions -> circuits.forEach(
                    (name, circuit) -> definitions.define(name, builder -> circuit.applyTo(builder, Code.ABSENT))));
        } catch (DependencyCycleException toldBefore) {
            return;
        } catch (InvalidConfigurationException refused) {
            refused.problems().forEach(problem -> graphProblem(problem, right));
        }
    }

    private void graphProblem(String problem, boolean right) {
        int end = problem.indexOf(": ");
        NamedCircuit circuit = end < 0 ? null : circuits.get(problem.substring(0, end));
        if (circuit == null) {
            if (right) {
                problems.add(Place.START, "circuits", CleanText.clean(problem, 1_000));
            }
        } else if (!problem.startsWith("dependency cycle: ", end + 2)) {
            problems.add(circuit.own().place(), circuit.own().path(), problem.substring(end + 2));
        }
    }
}
