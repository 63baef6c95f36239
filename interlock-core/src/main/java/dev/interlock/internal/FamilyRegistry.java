package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitFamily;
import dev.interlock.DependencyReadiness;
import dev.interlock.FamilyConfig;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeNames;
import dev.interlock.internal.CircuitFactory.Wanted;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.family.FamilyImpl;
import dev.interlock.internal.family.FamilyTerms;
import dev.interlock.internal.family.HostOpening;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.graph.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes families: checks all of their input, reserves their names, and defines what they need before their first key. */
final class FamilyRegistry {

    /** So that enough of a name is left for the key. */
    private static final int LONGEST_NAME = 64;

    private final Parts parts;
    private final CircuitFactory factory;

    FamilyRegistry(Parts parts, CircuitFactory factory) {
        this.parts = parts;
        this.factory = factory;
    }

    CircuitFamily make(String name, Consumer<? super FamilyConfig.Builder> options) {
        List<String> problems = new ArrayList<>();
        NodeNames.problem(name).ifPresent(problems::add);
        if (problems.isEmpty() && name.length() > LONGEST_NAME) {
            problems.add(name + ": the name of a family has at most " + LONGEST_NAME + " characters, and this one "
                    + name.length() + "; the rest of a circuit's name is the key's");
        }
        FamilyConfig.Builder builder = FamilyConfig.builder();
        options.accept(builder);
        problems.addAll(builder.problems(name));
        refuse(problems);
        FamilyConfig wanted = builder.build(name);

        HostOpening opening = new HostOpening(wanted.hostOpensAt(), wanted.hostOpensAtShare());
        boolean hosted = opening.isHosted();
        CircuitConfig member = factory.configure(
                new Wanted(name + "/*", wanted.template()), hosted ? c -> c.dependsOn(name) : c -> {}, problems);
        CircuitConfig host = hosted ? factory.configure(new Wanted(name, wanted.host()), c -> {}, problems) : null;
        if (hosted && member != null && member.dependencyReadiness() == DependencyReadiness.CLOSED_ONLY) {
            problems.add(
                    name + "/*.dependencyReadiness: CLOSED_ONLY would keep the keys open for good, because the host"
                            + " closes when they have; leave it at the default");
        }
        refuse(problems);
        if (member == null) {
            throw new IllegalStateException("a configuration that is neither built nor refused");
        }
        FamilyTerms terms =
                new FamilyTerms(member, wanted.maxSize(), wanted.idleAfter().toNanos(), opening);
        return reserveAndDefine(name, terms, host);
    }

    /**
     * What the overflow circuit goes by. The keys that share it have nothing else in common, so that one or some of them fail says nothing of the
     * others: it opens only when no call through it works.
     */
    private CircuitConfig overflow(String name, CircuitConfig member) {
        List<String> problems = new ArrayList<>();
        CircuitConfig config = factory.configure(
                new Wanted(name + "/_overflow", c -> {
                    c.withoutConditions().failureRate(1.0);
                    member.slowCallRate().ifPresent(unused -> c.slowCallRate(1.0));
                }),
                c -> c.from(member),
                problems);
        refuse(problems);
        if (config == null) {
            throw new IllegalStateException("a configuration that is neither built nor refused");
        }
        return config;
    }

    private CircuitFamily reserveAndDefine(String name, FamilyTerms terms, @Nullable CircuitConfig host) {
        CircuitConfig member = terms.template();
        CircuitConfig overflow = overflow(name, member);
        parts.names.requireOutside(List.of(name));
        if (!parts.names.reserve(name)) {
            refuse(List.of(name + ": there is a family of this name already; choose another name"));
        }
        boolean made = false;
        try {
            parts.names.requireOutside(mentioned(member, host));
            refuse(inTheWay(name));
            parts.serve(member);
            parts.serve(overflow);
            NewNode hostNode = host == null ? null : factory.make(name, host);
            CircuitImpl hostCircuit = hostNode == null ? null : (CircuitImpl) hostNode.owner();
            FamilyImpl family = new FamilyImpl(
                    name,
                    terms,
                    overflow,
                    hostCircuit,
                    parts.calls,
                    parts.engine,
                    parts.names,
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
            made = true;
            return family;
        } finally {
            if (!made) {
                parts.names.release(name);
            }
        }
    }

    private static Set<String> mentioned(CircuitConfig member, @Nullable CircuitConfig host) {
        Set<String> names = new LinkedHashSet<>();
        for (CircuitConfig config : host == null ? List.of(member) : List.of(member, host)) {
            names.addAll(config.dependsOn());
            names.addAll(config.recoversAfter());
            names.addAll(config.cascadesTo().keySet());
        }
        return names;
    }

    /** Circuits of others that are called like the family's would be. */
    private List<String> inTheWay(String name) {
        Graph graph = parts.root.read();
        for (int index = 0; index < graph.size(); index++) {
            Vertex vertex = graph.vertexOrNull(index);
            if (vertex != null && vertex.name().startsWith(name + "/")) {
                return List.of(name + ": '" + vertex.name()
                        + "' is there already, or was, or is depended on; choose another" + " name for the family");
            }
        }
        return List.of();
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }
}
