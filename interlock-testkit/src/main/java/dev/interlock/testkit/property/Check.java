package dev.interlock.testkit.property;

/**
 * What has to hold for a value.
 *
 * @param <T> the value's type
 */
@FunctionalInterface
public interface Check<T> {

    /**
     * Checks a value. Must depend on nothing else: the same value is checked again while shrinking.
     *
     * @param value the value
     * @throws Exception if it does not hold, as does any other throwable
     */
    void check(T value) throws Exception;
}
