package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.FamilyConfig;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import dev.interlock.internal.CircuitFactory.Wanted;
import dev.interlock.internal.graph.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the circuits of a family go by.
 *
 * @param member   those of keys
 * @param overflow the one for keys without a place
 * @param host     the one above them; null if there is none
 */
record FamilyConfigs(
        CircuitConfig member,
        CircuitConfig overflow,
        @Nullable CircuitConfig host) {

    /** What a configuration begins with: that of the present circuit, or the defaults. */
    record Beginning(Consumer<CircuitConfigBuilder> member, Consumer<CircuitConfigBuilder> host) {

        static final Beginning DEFAULTS = new Beginning(c -> {}, c -> {});
    }

    /** The configurations. If there are problems, such as only have their edges; see {@link CircuitFactory#configure}. */
    static FamilyConfigs of(
            CircuitFactory factory,
            String name,
            FamilyConfig wanted,
            boolean hosted,
            Beginning beginning,
            List<Problem> problems) {
        Consumer<CircuitConfigBuilder> belowHost = hosted ? c -> c.dependsOn(name) : c -> {};
        CircuitConfig member = factory.configure(
                new Wanted(name + "/*", c -> {
                    wanted.template().accept(c);
                    belowHost.accept(c); // again, if the template began with no edges
                }),
                beginning.member().andThen(belowHost),
                problems);
        CircuitConfig host =
                hosted ? factory.configure(new Wanted(name, wanted.host()), beginning.host(), problems) : null;
        return new FamilyConfigs(member, overflow(factory, name, member, problems), host);
    }

    /**
     * The keys that share the overflow circuit have nothing else in common, so that one or some of them fail says nothing of the others: it opens
     * only when no call through it works.
     */
    private static CircuitConfig overflow(
            CircuitFactory factory, String name, CircuitConfig member, List<Problem> problems) {
        Consumer<CircuitConfigBuilder> conditions = c -> {
            c.withoutConditions().failureRate(1.0);
            member.slowCallRate().ifPresent(unused -> c.slowCallRate(1.0));
        };
        return factory.configure(new Wanted(name + "/_overflow", conditions), c -> c.from(member), problems);
    }

    /** Tells if one of them names a circuit of a family. */
    void requireOutside(Names names) {
        Set<String> mentioned = new LinkedHashSet<>();
        for (CircuitConfig config : host == null ? List.of(member) : List.of(member, host)) {
            mentioned.addAll(config.dependsOn());
            mentioned.addAll(config.recoversAfter());
            mentioned.addAll(config.cascadesTo().keySet());
        }
        names.requireOutside(mentioned);
    }

    /** As {@link #requireOutside(Names)}, among other problems. */
    List<Problem> problems(Names names) {
        try {
            requireOutside(names);
            return List.of();
        } catch (InvalidConfigurationException refused) {
            return new ArrayList<>(refused.problems());
        }
    }
}
