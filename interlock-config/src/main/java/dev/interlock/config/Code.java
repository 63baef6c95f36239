package dev.interlock.config;

import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Guard;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a file names and code provides, while options are applied. */
interface Code {

    /** The sorts of things that code provides. */
    enum Kind {
        GUARD("guard"),
        SIGNAL("signal check"),
        FAILURE("throwable or failure predicate"),
        THROWABLE("throwable"),
        RESULT("result predicate");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    Guard guard(String name);

    void failOn(CircuitConfigBuilder builder, String name);

    void ignore(CircuitConfigBuilder builder, String name);

    Predicate<@Nullable Object> result(String name);

    /** Stands in for code while a file is only checked. */
    Code ABSENT = new Code() {
        @Override
        public Guard guard(String name) {
            return () -> true;
        }

        @Override
        public void failOn(CircuitConfigBuilder builder, String name) {}

        @Override
        public void ignore(CircuitConfigBuilder builder, String name) {}

        @Override
        public Predicate<@Nullable Object> result(String name) {
            return result -> false;
        }
    };
}
