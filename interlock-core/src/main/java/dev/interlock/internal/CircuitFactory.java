package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeNames;
import dev.interlock.Problem;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.graph.NewNode;
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
                    List.of(Problem.of(name, "there is a template of this name already", "choose another name")));
        }
    }

    /** Several circuits, or all that is wrong with any of them. */
    List<NewNode> make(List<Wanted> wanted, Mention mention) {
        List<Problem> problems = new ArrayList<>();
        List<NewNode> made = new ArrayList<>();
        for (Wanted each : wanted) {
            NodeNames.problem(each.name()).ifPresent(problems::add);
            CircuitConfig config = configure(each, builder -> {}, problems);
            if (NodeNames.problem(each.name()).isEmpty()) {
                made.add(make(each.name(), config, mention));
            }
        }
        if (!problems.isEmpty()) {
            problems.addAll(parts.changes.problems(made));
            throw new InvalidConfigurationException(problems);
        }
        return made;
    }

    /** A configuration. If there are problems, one that only has its edges, so that what is wrong with the graph can be told as well. */
    CircuitConfig configure(Wanted wanted, Consumer<? super CircuitConfigBuilder> first, List<Problem> problems) {
        CircuitConfigBuilder builder = CircuitConfig.builder(templates::get);
        first.accept(builder);
        wanted.config().accept(builder);
        List<Problem> wrong = builder.problems(wanted.name());
        problems.addAll(wrong);
        return wrong.isEmpty()
                ? configs.shared(builder.build(wanted.name()))
                : builder.edgesOnly().build(wanted.name());
    }

    /** A circuit of a name that was found to be one. */
    NewNode make(String name, CircuitConfig config, Mention mention) {
        parts.serve(config);
        CircuitImpl circuit = new CircuitImpl(parts.calls, name, mention.number(name), config);
        return NewNode.circuit(name, circuit.terms(config), circuit.counters(), circuit);
    }

    /** A circuit to make. */
    record Wanted(String name, Consumer<? super CircuitConfigBuilder> config) {}

    static void checkName(String name) {
        NodeNames.problem(name).ifPresent(problem -> {
            throw new InvalidConfigurationException(List.of(problem));
        });
    }
}
