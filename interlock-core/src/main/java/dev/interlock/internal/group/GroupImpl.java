package dev.interlock.internal.group;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Group;
import dev.interlock.Guard;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.PrintableText;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.internal.text.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A group: nothing but a prefix, defaults and loops over members; the graph knows circuits only. */
public final class GroupImpl implements Group {

    private final Interlock interlock;
    private final String name;
    private final String prefix;
    private final @Nullable Consumer<? super CircuitConfigBuilder> defaults;
    private final ConcurrentMap<String, Guard> guards = new ConcurrentHashMap<>();

    /** A group of an interlock. */
    public GroupImpl(Interlock interlock, String name, @Nullable Consumer<? super CircuitConfigBuilder> defaults) {
        this.interlock = interlock;
        this.name = name;
        this.prefix = name + ".";
        this.defaults = defaults;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "Group '" + name + "'"; // its members are found by a walk over all circuits
    }

    @Override
    public Circuit define(String member, Consumer<? super MemberConfig> config) {
        return interlock.define(prefix + member, options(config));
    }

    @Override
    public Circuit defineOrGet(String member, Consumer<? super MemberConfig> config) {
        return interlock.defineOrGet(prefix + member, options(config));
    }

    private Consumer<CircuitConfigBuilder> options(Consumer<? super MemberConfig> config) {
        return options -> {
            if (defaults != null) {
                defaults.accept(options);
            }
            new TreeMap<>(guards).forEach(options::callGuard);
            config.accept(new Options(prefix, options));
        };
    }

    @Override
    public Circuit circuit(String member) {
        return interlock
                .find(prefix + member)
                .orElseThrow(() -> new NoSuchElementException(
                        "group '" + name + "' has no circuit '" + PrintableText.of(member) + "'"
                                + Nearest.nearest(member, members())
                                        .map(nearest -> "; did you mean '" + nearest + "'?")
                                        .orElse("; it has " + members())));
    }

    @Override
    public Set<String> members() {
        Set<String> members = new TreeSet<>();
        for (String circuit : interlock.names()) {
            if (circuit.startsWith(prefix)) {
                members.add(circuit.substring(prefix.length()));
            }
        }
        return members;
    }

    @Override
    public Group guardWith(String guardName, Guard guard) {
        if (!members().isEmpty()) {
            throw new IllegalStateException("group '" + name + "' has members already, which guard '" + guardName
                    + "' would miss; add it before they are defined");
        }
        guards.put(guardName, guard);
        return this;
    }

    @Override
    public boolean allHealthy() {
        return circuits().stream().allMatch(Circuit::isCallable);
    }

    @Override
    public boolean anyOpen() {
        return status().values().stream().anyMatch(State::isOpen);
    }

    @Override
    public Map<String, State> status() {
        Map<String, State> status = new TreeMap<>();
        for (NodeView node : interlock.snapshot().nodes()) {
            if (node.kind() == NodeKind.CIRCUIT && node.name().startsWith(prefix)) {
                status.put(node.name().substring(prefix.length()), node.state());
            }
        }
        return status;
    }

    @Override
    public boolean dependenciesMet(String member) {
        return !circuit(member).isBlocked();
    }

    @Override
    public List<TransitionResult> resetAll() {
        return inOrder().stream().map(Circuit::reset).toList();
    }

    @Override
    public List<TransitionResult> tripAll(Actor actor, String reason) {
        List<Circuit> dependentsFirst = new ArrayList<>(inOrder());
        Collections.reverse(dependentsFirst);
        return dependentsFirst.stream()
                .map(circuit -> circuit.operator().open(actor, reason))
                .toList();
    }

    /** The members, dependencies first. */
    private List<Circuit> inOrder() {
        return interlock.recoveryOrder().stream()
                .flatMap(List::stream)
                .filter(circuit -> circuit.startsWith(prefix))
                .flatMap(circuit -> interlock.find(circuit).stream())
                .toList();
    }

    private List<Circuit> circuits() {
        return members().stream()
                .flatMap(member -> interlock.find(prefix + member).stream())
                .toList();
    }

    private record Options(String prefix, CircuitConfigBuilder options) implements MemberConfig {

        @Override
        public MemberConfig dependsOnMember(String... members) {
            for (String member : members) {
                options.dependsOn(prefix + member);
            }
            return this;
        }

        @Override
        public MemberConfig guardWith(String guardName, Guard guard) {
            options.callGuard(guardName, guard);
            return this;
        }
    }
}
