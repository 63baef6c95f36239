package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal configurations one object. Circuits come in kinds, and a thousand of a kind need not hold their options a thousand times.
 * Only the latest are remembered, one for each hash, and weakly: guards and predicates are the user's, and go with the last circuit that
 * has them.
 */
final class CircuitConfigs {

    private static final int REMEMBERED = 64;

    private final AtomicReferenceArray<@Nullable WeakReference<CircuitConfig>> latest =
            new AtomicReferenceArray<>(REMEMBERED);

    /** The configuration, or an equal one that other circuits have. */
    CircuitConfig shared(CircuitConfig config) {
        int hash = config.hashCode();
        int place = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
        WeakReference<CircuitConfig> reference = latest.get(place);
        CircuitConfig known = reference == null ? null : reference.get();
        if (known != null && known.equals(config)) {
            return known;
        }
        latest.set(place, new WeakReference<>(config));
        return config;
    }
}
