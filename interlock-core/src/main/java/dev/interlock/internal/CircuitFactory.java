package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeNames;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.graph.GraphChanges.NewCircuit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes the handles of circuits that are going to be defined, and knows the templates. */
final class CircuitFactory {

    private final Parts parts;
    private final ConcurrentHashMap<String, Consumer<? super CircuitConfigBuilder>> templates =
            new ConcurrentHashMap<>();
    private final CircuitConfigs configs = new CircuitConfigs();

    CircuitFactory(Parts parts) {
        this.parts = parts;
    }

    void template(String name, Consumer<? super CircuitConfigBuilder> template) {
        checkName(name);
        if (templates.putIfAbsent(name, template) != null) {
            throw new InvalidConfigurationException(
                    List.of(name + ": there is a template of this name already; choose another name"));
        }
    }

    /** Several circuits, or all that is wrong with any of them. */
    List<NewCircuit> make(List<Wanted> wanted) {
        List<String> problems = new ArrayList<>();
        List<NewCircuit> made = new ArrayList<>();
        for (Wanted each : wanted) {
            int before = problems.size();
            NodeNames.problem(each.name()).ifPresent(problems::add);
            CircuitConfigBuilder builder = CircuitConfig.builder(templates::get);
            each.config().accept(builder);
            problems.addAll(builder.problems(each.name()));
            if (problems.size() == before) {
                made.add(make(each.name(), configs.shared(builder.build(each.name()))));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return made;
    }

    private NewCircuit make(String name, CircuitConfig config) {
        parts.serve(config);
        CircuitImpl circuit = new CircuitImpl(parts.calls, name, parts.names.number(name), config);
        return new NewCircuit(name, config, circuit.counters(), circuit);
    }

    /** A circuit to make. */
    record Wanted(String name, Consumer<? super CircuitConfigBuilder> config) {}

    static void checkName(String name) {
        NodeNames.problem(name).ifPresent(problem -> {
            throw new InvalidConfigurationException(List.of(problem));
        });
    }
}
