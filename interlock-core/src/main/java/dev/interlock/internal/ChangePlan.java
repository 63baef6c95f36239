package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Edge;
import dev.interlock.FamilyConfig;
import dev.interlock.Guard;
import dev.interlock.Interlock.Changes;
import dev.interlock.NodeKind;
import dev.interlock.NodeNames;
import dev.interlock.Problem;
import dev.interlock.Reconfiguration;
import dev.interlock.Reconfiguration.Kind;
import dev.interlock.Reconfiguration.NodeChange;
import dev.interlock.Reconfiguration.OptionChange;
import dev.interlock.SignalConfig;
import dev.interlock.internal.CircuitFactory.Wanted;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.diff.OptionDiff;
import dev.interlock.internal.family.FamilyChange;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphPatch;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.graph.Vertex;
import dev.interlock.internal.state.SignalTerms;
import dev.interlock.internal.state.Terms;
import dev.interlock.internal.text.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a reconfiguration is to change, compared with one graph. Collects problems instead of throwing them. Used by one thread, once. */
final class ChangePlan implements Changes {

    private final Graph graph;
    private final Parts parts;
    private final CircuitFactory factory;
    private final SignalRegistry registry;
    private final FamilyPlans familyPlans;
    private final Mention mention;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> external = new HashSet<>();
    private final Set<String> named = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final List<String> gone = new ArrayList<>();
    private final List<GraphPatch.Changed> changed = new ArrayList<>();
    private final List<NewNode> defined = new ArrayList<>();
    private final List<SignalImpl> newSignals = new ArrayList<>();
    private final List<NodeChange> differences = new ArrayList<>();
    private final List<FamilyChange> families = new ArrayList<>();
    private final List<CircuitConfig> familyConfigs = new ArrayList<>();

    ChangePlan(
            Graph graph,
            Parts parts,
            CircuitFactory factory,
            SignalRegistry registry,
            FamilyPlans familyPlans,
            Mention mention) {
        this.mention = mention;
        this.familyPlans = familyPlans;
        this.graph = graph;
        this.parts = parts;
        this.factory = factory;
        this.registry = registry;
    }

    @Override
    public Changes external(String name) {
        external.add(name);
        return this;
    }

    /** Names that others define. */
    Set<String> external() {
        return external;
    }

    List<Problem> problems() {
        return problems;
    }

    /** What is wrong with the graph, as far as the changes make one although there are problems. */
    List<Problem> graphProblems() {
        return parts.changes.problems(patch(), ofOverflows());
    }

    /** What becomes of the circuits without a key: they have the edges of those with one. */
    List<GraphPatch.Changed> ofOverflows() {
        return families.stream().flatMap(family -> family.ofOverflow().stream()).toList();
    }

    boolean isEmpty() {
        return gone.isEmpty() && changed.isEmpty() && defined.isEmpty() && families.isEmpty();
    }

    GraphPatch patch() {
        return new GraphPatch(gone, changed, defined);
    }

    /** Families to configure anew, by their names, so that whoever locks several does so in one order. */
    List<FamilyChange> families() {
        return families.stream()
                .sorted(Comparator.comparing(FamilyChange::name))
                .toList();
    }

    /** What circuits of families will go by. */
    List<CircuitConfig> familyConfigs() {
        return familyConfigs;
    }

    List<SignalImpl> newSignals() {
        return newSignals;
    }

    Reconfiguration reconfiguration() {
        return new Reconfiguration(differences.stream()
                .sorted(Comparator.comparing(NodeChange::node))
                .toList());
    }

    @Override
    public Changes define(String name, Consumer<? super CircuitConfigBuilder> config) {
        boolean isNew = isNew(name);
        CircuitConfig built = factory.configure(new Wanted(name, config), builder -> {}, problems);
        if (isNew) {
            defined.add(factory.make(name, built, mention));
            differs(name, Kind.DEFINED, OptionDiff.ofNew(built));
        }
        return this;
    }

    @Override
    public Changes change(String circuit, Consumer<? super CircuitConfigBuilder> change) {
        Vertex vertex = known(circuit, NodeKind.CIRCUIT);
        if (vertex != null) {
            configure(circuit, vertex, builder -> builder.from(vertex.circuitConfig()), change);
        }
        return this;
    }

    @Override
    public Changes replace(String circuit, Consumer<? super CircuitConfigBuilder> config) {
        Vertex vertex = known(circuit, NodeKind.CIRCUIT);
        if (vertex != null) {
            configure(circuit, vertex, builder -> {}, config);
        }
        return this;
    }

    private void configure(
            String name,
            Vertex vertex,
            Consumer<? super CircuitConfigBuilder> first,
            Consumer<? super CircuitConfigBuilder> config) {
        CircuitConfig before = vertex.circuitConfig();
        CircuitConfig after = factory.configure(new Wanted(name, config), first, problems);
        if (!after.equals(before) && vertex.owner() instanceof CircuitImpl circuit) {
            Terms terms = graph.state(circuit.index()).terms();
            List<Edge> old = NewNode.edges(name, before);
            change(name, circuit, terms, circuit.terms(after), old, NewNode.edges(name, after));
            differs(name, Kind.CHANGED, OptionDiff.of(before, after));
        }
    }

    @Override
    public Changes signal(String name, Guard check, Consumer<? super SignalConfig.Builder> config) {
        boolean isNew = isNew(name);
        SignalConfig built = build(name, config);
        if (isNew) {
            SignalImpl signal = registry.make(name, check, built, mention);
            newSignals.add(signal);
            defined.add(NewNode.signal(name, built, signal));
            differs(name, Kind.DEFINED, OptionDiff.ofNew(built));
        }
        return this;
    }

    @Override
    public Changes replaceSignal(String signal, Consumer<? super SignalConfig.Builder> config) {
        Vertex vertex = known(signal, NodeKind.SIGNAL);
        SignalConfig after = build(signal, config);
        if (vertex != null
                && vertex.owner() instanceof SignalImpl handle
                && graph.state(handle.index()).terms() instanceof SignalTerms terms
                && !after.equals(terms.signal())) {
            List<Edge> old = NewNode.edges(signal, terms.signal());
            change(signal, handle, terms, new SignalTerms(after), old, NewNode.edges(signal, after));
            differs(signal, Kind.CHANGED, OptionDiff.of(terms.signal(), after));
        }
        return this;
    }

    @Override
    public Changes changeFamily(String family, Consumer<? super FamilyConfig.Builder> change) {
        FamilyPlans.Plan plan = familyPlans.plan(graph, family, change, problems);
        if (!named.add(family + "/*")) {
            twice(family);
        } else if (plan != null) {
            if (plan.change() != null) {
                families.add(plan.change());
                familyConfigs.addAll(plan.configs());
            }
            if (plan.host() != null) {
                changed.add(plan.host());
                if (!named.add(family)) {
                    twice(family);
                }
            }
            differences.addAll(plan.told());
        }
        return this;
    }

    @Override
    public Changes remove(String name) {
        if (named.contains(name)) {
            twice(name);
        } else if (find(name) == null) {
            unknown(name, "circuit or signal");
        } else {
            removed.add(name);
            gone.add(name);
            differs(name, Kind.REMOVED, List.of());
        }
        return this;
    }

    private void change(String name, Object owner, Terms before, Terms after, List<Edge> old, List<Edge> now) {
        changed.add(GraphPatch.Changed.of(name, owner, before, after, old, now));
    }

    private void differs(String name, Kind kind, List<OptionChange> options) {
        differences.add(new NodeChange(name, kind, options));
    }

    private boolean isNew(String name) {
        NodeNames.problem(name).ifPresent(problems::add);
        if (!named.add(name)) {
            twice(name);
            return false;
        }
        if (find(name) != null && !removed.contains(name)) {
            problems.add(Problem.of(
                    name, "there is a circuit or signal of this name already", "change it, or remove it first"));
            return false;
        }
        return NodeNames.problem(name).isEmpty();
    }

    private @Nullable Vertex known(String name, NodeKind kind) {
        Vertex vertex = find(name);
        if (!named.add(name) || removed.contains(name)) {
            twice(name);
            return null;
        }
        if (vertex == null || vertex.kind() != kind) {
            unknown(name, kind == NodeKind.SIGNAL ? "signal" : "circuit");
            return null;
        }
        return vertex;
    }

    private @Nullable Vertex find(String name) {
        int index = parts.names.find(graph, name);
        Vertex vertex = index < 0 ? null : graph.vertexOrNull(index);
        return vertex == null || vertex.kind() == NodeKind.UNRESOLVED ? null : vertex;
    }

    private SignalConfig build(String name, Consumer<? super SignalConfig.Builder> config) {
        SignalConfig.Builder builder = SignalConfig.builder();
        config.accept(builder);
        List<Problem> wrong = builder.problems(name);
        problems.addAll(wrong);
        return (wrong.isEmpty() ? builder : builder.edgesOnly()).build(name);
    }

    private void twice(String name) {
        problems.add(Problem.of(name, "is changed twice", "say all of it in one change"));
    }

    private void unknown(String name, String kind) {
        problems.add(Problem.of(
                name,
                "there is no " + kind + " of this name",
                Nearest.nearest(name, graph.circuitNames())
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("define it first")));
    }
}
