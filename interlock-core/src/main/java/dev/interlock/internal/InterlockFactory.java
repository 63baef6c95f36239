package dev.interlock.internal;

import dev.interlock.Interlock;
import dev.interlock.InterlockSettings;

/** The one way from the public package into the inside. */
public final class InterlockFactory {

    private InterlockFactory() {}

    /** An interlock with these settings. */
    public static Interlock create(InterlockSettings settings) {
        return new InterlockImpl(settings);
    }
}
