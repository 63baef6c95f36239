package dev.interlock.config;

import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Guard;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The code that a file names: a file never loads classes, it picks from what is given here. Immutable; what is bound must be
 * thread-safe. Bindings that a file does not use are fine, so that one set serves several files.
 */
public final class Bindings {

    private static final Bindings NONE = builder().build();

    private final Map<String, Guard> guards;
    private final Map<String, Guard> signals;
    private final Map<String, Class<? extends Throwable>> throwables;
    private final Map<String, Predicate<? super Throwable>> failures;
    private final Map<String, Predicate<@Nullable Object>> results;
    private final BiConsumer<String, CircuitConfigBuilder> customizer;

    private Bindings(Builder builder) {
        this.guards = Map.copyOf(builder.guards);
        this.signals = Map.copyOf(builder.signals);
        this.throwables = Map.copyOf(builder.throwables);
        this.failures = Map.copyOf(builder.failures);
        this.results = Map.copyOf(builder.results);
        this.customizer = builder.customizer;
    }

    /**
     * No code: enough for a file that names none.
     *
     * @return empty bindings
     */
    public static Bindings none() {
        return NONE;
    }

    /**
     * A builder.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The names of one sort. */
    Set<String> names(Code.Kind kind) {
        return switch (kind) {
            case GUARD -> guards.keySet();
            case SIGNAL -> signals.keySet();
            case THROWABLE -> throwables.keySet();
            case RESULT -> results.keySet();
            case FAILURE -> {
                Set<String> both = new TreeSet<>(throwables.keySet());
                both.addAll(failures.keySet());
                yield both;
            }
        };
    }

    Guard signal(String name) {
        return bound(signals, name);
    }

    void customize(String circuit, CircuitConfigBuilder builder) {
        customizer.accept(circuit, builder);
    }

    /** For builders, after it was checked that every name is there. */
    Code code() {
        return new Code() {
            @Override
            public Guard guard(String name) {
                return bound(guards, name);
            }

            @Override
            public void failOn(CircuitConfigBuilder builder, String name) {
                Class<? extends Throwable> type = throwables.get(name);
                if (type != null) {
                    builder.failOn(type);
                } else {
                    builder.failOn(bound(failures, name));
                }
            }

            @Override
            public void ignore(CircuitConfigBuilder builder, String name) {
                builder.ignore(bound(throwables, name));
            }

            @Override
            public Predicate<@Nullable Object> result(String name) {
                return bound(results, name);
            }
        };
    }

    private static <T> T bound(Map<String, T> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }

    /** Builds {@link Bindings}. Each name is bound once for each sort. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Guard> guards = new LinkedHashMap<>();
        private final Map<String, Guard> signals = new LinkedHashMap<>();
        private final Map<String, Class<? extends Throwable>> throwables = new LinkedHashMap<>();
        private final Map<String, Predicate<? super Throwable>> failures = new LinkedHashMap<>();
        private final Map<String, Predicate<@Nullable Object>> results = new LinkedHashMap<>();
        private BiConsumer<String, CircuitConfigBuilder> customizer = (circuit, builder) -> {};

        private Builder() {}

        /**
         * Binds a guard, for {@code recoveryGuards}, {@code resetGuards}, {@code callGuards} and {@code probe}. The name is also what is shown where it
         * refuses.
         *
         * @param name  what the file calls it
         * @param guard the condition
         * @return this
         * @throws IllegalArgumentException if the name is bound already
         */
        public Builder guard(String name, Guard guard) {
            return bind(guards, "guard", name, guard);
        }

        /**
         * Binds a health check, for {@code check} of a signal.
         *
         * @param name  what the file calls it
         * @param check true if healthy
         * @return this
         * @throws IllegalArgumentException if the name is bound already
         */
        public Builder signal(String name, Guard check) {
            return bind(signals, "signal check", name, check);
        }

        /**
         * Binds a type of throwable, for {@code failOn} and {@code ignore}.
         *
         * @param name what the file calls it
         * @param type the class, subclasses included
         * @return this
         * @throws IllegalArgumentException if the name is bound already, also to a failure predicate
         */
        public Builder throwable(String name, Class<? extends Throwable> type) {
            refuseTaken(failures, "failure predicate", name);
            return bind(throwables, "throwable", name, type);
        }

        /**
         * Binds a test of throwables, for {@code failOn}.
         *
         * @param name what the file calls it
         * @param test true for a failure
         * @return this
         * @throws IllegalArgumentException if the name is bound already, also to a throwable
         */
        public Builder failurePredicate(String name, Predicate<? super Throwable> test) {
            refuseTaken(throwables, "throwable", name);
            return bind(failures, "failure predicate", name, test);
        }

        /**
         * Binds a test of results, for {@code failOnResult}.
         *
         * @param name what the file calls it
         * @param test true for a result that is a failure
         * @return this
         * @throws IllegalArgumentException if the name is bound already
         */
        public Builder resultPredicate(String name, Predicate<@Nullable Object> test) {
            return bind(results, "result predicate", name, test);
        }

        /**
         * Adds code that runs last for each circuit of the file, so that it overrides what the file says. Several run in the order in which
         * they were added.
         *
         * @param change given the circuit's full name and its builder; runs once for each circuit, while they are defined
         * @return this
         */
        public Builder customize(BiConsumer<String, CircuitConfigBuilder> change) {
            customizer = customizer.andThen(change);
            return this;
        }

        /**
         * Builds the bindings.
         *
         * @return what was bound so far
         */
        public Bindings build() {
            return new Bindings(this);
        }

        private <T> Builder bind(Map<String, T> map, String kind, String name, T value) {
            Objects.requireNonNull(value, name);
            refuseTaken(map, kind, name);
            map.put(name, value);
            return this;
        }

        private static void refuseTaken(Map<String, ?> map, String kind, String name) {
            if (map.containsKey(name)) {
                throw new IllegalArgumentException(
                        "there is a " + kind + " " + CleanText.quoted(name) + " already; bind each name once");
            }
        }
    }
}
