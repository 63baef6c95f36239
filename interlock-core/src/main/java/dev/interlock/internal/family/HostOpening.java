package dev.interlock.internal.family;

import dev.interlock.FamilyConfig;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How many keys have to be down until the host opens: a number, or a share of the keys in use.
 *
 * @param keys  the number
 * @param share the share; where neither is given there is no host
 */
public record HostOpening(OptionalInt keys, OptionalDouble share) {

    /** Whether there is a host to open. */
    public boolean isHosted() {
        return keys.isPresent() || share.isPresent();
    }

    @Override
    public String toString() {
        return keys.isPresent()
                ? String.valueOf(keys.getAsInt())
                : share.isPresent() ? share.getAsDouble() + "" : "off";
    }

    /** How many keys it takes, when so many are in use. */
    int needed(int inUse) {
        return keys.isPresent()
                ? keys.getAsInt()
                : Math.max(FamilyConfig.FEWEST_FOR_SHARE, (int) Math.ceil(share.orElse(1) * inUse));
    }
}
