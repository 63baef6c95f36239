package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitFamily;
import dev.interlock.FamilyConfig;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeNames;
import dev.interlock.Problem;
import dev.interlock.internal.FamilyConfigs.Beginning;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.family.FamilyImpl;
import dev.interlock.internal.family.FamilyTerms;
import dev.interlock.internal.family.HostOpening;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.graph.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes families: checks all of their input, reserves their names, and defines what they need before their first key. */
final class FamilyRegistry {

    /** So that enough of a name is left for the key. */
    private static final int LONGEST_NAME = 64;

    private final Parts parts;
    private final CircuitFactory factory;
    private final ConcurrentHashMap<String, FamilyImpl> families = new ConcurrentHashMap<>();

    FamilyRegistry(Parts parts, CircuitFactory factory) {
        this.parts = parts;
        this.factory = factory;
    }

    CircuitFamily make(String name, Consumer<? super FamilyConfig.Builder> options) {
        List<Problem> problems = new ArrayList<>();
        NodeNames.problem(name).ifPresent(problems::add);
        if (problems.isEmpty() && name.length() > LONGEST_NAME) {
            problems.add(Problem.of(
                    name,
                    "the name of a family has at most " + LONGEST_NAME + " characters, and this one " + name.length(),
                    "the rest of a circuit's name is the key's"));
        }
        FamilyConfig.Builder builder = FamilyConfig.builder();
        options.accept(builder);
        List<Problem> wrong = builder.problems(name);
        problems.addAll(wrong);
        FamilyConfig wanted = (wrong.isEmpty() ? builder : builder.circuitsOnly()).build(name);

        HostOpening opening = new HostOpening(wanted.hostOpensAt(), wanted.hostOpensAtShare());
        FamilyConfigs configs =
                FamilyConfigs.of(factory, name, wanted, opening.isHosted(), Beginning.DEFAULTS, problems);
        if (!problems.isEmpty()) {
            problems.addAll(graphProblems(name, configs));
        }
        refuse(problems);
        FamilyTerms terms = new FamilyTerms(
                configs.member(), wanted.maxSize(), wanted.idleAfter().toNanos(), opening);
        return reserveAndDefine(name, terms, configs);
    }

    /** What is wrong with the graph, as far as configurations with problems make one. */
    private List<Problem> graphProblems(String name, FamilyConfigs configs) {
        if (NodeNames.problem(name).isPresent() || name.length() > LONGEST_NAME) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>(inTheWay(name));
        CircuitConfig host = configs.host();
        try (Mention mention = parts.changes.mention()) {
            List<NewNode> nodes = new ArrayList<>();
            if (host != null) {
                nodes.add(factory.make(name, host, mention));
            }
            nodes.add(factory.make(name + "/_overflow", configs.overflow(), mention)); // has the edges of the keys
            problems.addAll(parts.changes.problems(nodes));
        }
        return problems;
    }

    /** The family of a name; null if there is none. */
    @Nullable
    FamilyImpl find(String name) {
        return families.get(name);
    }

    Set<String> names() {
        return families.keySet();
    }

    private CircuitFamily reserveAndDefine(String name, FamilyTerms terms, FamilyConfigs configs) {
        parts.names.requireOutside(List.of(name));
        if (!parts.names.reserve(name)) {
            refuse(List.of(Problem.of(name, "there is a family of this name already", "choose another name")));
        }
        boolean made = false;
        try (Mention mention = parts.changes.mention()) {
            configs.requireOutside(parts.names);
            refuse(inTheWay(name));
            parts.serve(configs.member());
            parts.serve(configs.overflow());
            CircuitConfig host = configs.host();
            NewNode hostNode = host == null ? null : factory.make(name, host, mention);
            CircuitImpl hostCircuit = hostNode == null ? null : (CircuitImpl) hostNode.owner();
            FamilyImpl family = new FamilyImpl(
                    name,
                    terms,
                    configs.overflow(),
                    hostCircuit,
                    parts.calls,
                    parts.engine,
                    parts.names,
                    mention,
                    parts.root,
                    parts.changes,
                    parts.clock);
            List<NewNode> nodes = new ArrayList<>();
            if (hostNode != null) {
                nodes.add(hostNode);
            }
            nodes.add(family.overflowNode());
            parts.changes.defineInFamily(nodes);
            parts.families.add(family, hostCircuit);
            families.put(name, family);
            made = true;
            return family;
        } finally {
            if (!made) {
                parts.names.release(name);
            }
        }
    }

    /** Circuits of others that are called like the family's would be. */
    private List<Problem> inTheWay(String name) {
        Graph graph = parts.root.read();
        for (int index = 0; index < graph.size(); index++) {
            Vertex vertex = graph.vertexOrNull(index);
            if (vertex != null && !vertex.isUnused() && vertex.name().startsWith(name + "/")) {
                return List.of(Problem.of(
                        name,
                        "'" + vertex.name() + "' is there already, or is depended on",
                        "choose another name for the family"));
            }
        }
        return List.of();
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }
}
