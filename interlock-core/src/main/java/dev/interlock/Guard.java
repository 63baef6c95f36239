package dev.interlock;

/**
 * A condition of the user's on recovery, on reset or on calls.
 *
 * <p>A guard runs outside every lock and may call the library again. Guards of events that a timer started run on the hook
 * executor, with a time limit ({@link InterlockSettings.Builder#hookTimeout}); guards of events that a caller
 * started, and call guards, run on the caller's thread. A recovery or reset guard that throws refuses; a call guard that
 * throws admits the call, unless {@link CircuitConfigBuilder#refuseWhenCallGuardFails()} is set. Both are reported.
 */
@FunctionalInterface
public interface Guard {

    /**
     * Asks the condition.
     *
     * @return true to allow
     * @throws Exception if the condition cannot be told
     */
    boolean allows() throws Exception;
}
