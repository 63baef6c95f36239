package dev.interlock.simulator.policy;

import dev.interlock.simulator.engine.Protection;
import org.jspecify.annotations.Nullable;

/** Nothing: every call is made. */
final class Unprotected implements Protection {

    private static final Object ALWAYS = new Object();

    @Override
    public Object ask(int service, @Nullable Object around) {
        return ALWAYS;
    }

    @Override
    public void succeeded(Object permission, long nanos) {
        // nobody wants to know
    }

    @Override
    public void failed(Object permission, long nanos, Throwable failure) {
        // nobody wants to know
    }

    @Override
    public void ignored(Object permission) {
        // nobody wants to know
    }

    @Override
    public boolean attributesTimeouts() {
        return false;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
