package dev.interlock.simulator.engine;

/** Why a simulated call failed. Without a stack trace: nobody would read it. */
public final class CallFailure extends Exception {

    private static final long serialVersionUID = 1L;

    CallFailure(String message) {
        super(message, null, false, false);
    }
}
