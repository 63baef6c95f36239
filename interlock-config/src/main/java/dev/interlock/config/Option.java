package dev.interlock.config;

import java.util.Optional;

/**
 * One option of a file, and what it does to a builder of the core.
 *
 * @param <B> the builder
 */
final class Option<B> {

    /** Gives a value to a builder. */
    @FunctionalInterface
    interface Setter<B, T> {
        void set(B builder, T value, Code code);
    }

    private final String key;
    private final ValueType<?> type;
    private final Optional<Code.Kind> kind;
    private final Setter<B, Object> setter;

    private Option(String key, ValueType<?> type, Optional<Code.Kind> kind, Setter<B, Object> setter) {
        this.key = key;
        this.type = type;
        this.kind = kind;
        this.setter = setter;
    }

    /** An option that is data. */
    static <B, T> Option<B> data(String key, ValueType<T> type, Setter<B, T> setter) {
        return new Option<>(key, type, Optional.empty(), untyped(setter));
    }

    /** An option that names what code provides. */
    static <B, T> Option<B> code(String key, ValueType<T> type, Code.Kind kind, Setter<B, T> setter) {
        return new Option<>(key, type, Optional.of(kind), untyped(setter));
    }

    @SuppressWarnings("unchecked") // values are what the type read
    private static <B, T> Setter<B, Object> untyped(Setter<B, T> setter) {
        return (builder, value, code) -> setter.set(builder, (T) value, code);
    }

    String key() {
        return key;
    }

    ValueType<?> type() {
        return type;
    }

    /** What code it names; empty if it is data. */
    Optional<Code.Kind> kind() {
        return kind;
    }

    void apply(B builder, Object value, Code code) {
        setter.set(builder, value, code);
    }

    @Override
    public String toString() {
        return key;
    }
}
