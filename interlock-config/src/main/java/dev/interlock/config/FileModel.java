package dev.interlock.config;

import dev.interlock.CircuitConfigBuilder;
import dev.interlock.SignalConfig;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file says, each thing by its name and in the order of the file.
 *
 * @param external  names that code defines, and where they stand
 * @param templates templates
 * @param groups    groups
 * @param circuits  circuits outside of groups
 * @param signals   signals
 */
record FileModel(
        Map<String, Place> external,
        Map<String, Section<CircuitConfigBuilder>> templates,
        Map<String, Group> groups,
        Map<String, Section<CircuitConfigBuilder>> circuits,
        Map<String, Section<SignalConfig.Builder>> signals) {

    /**
     * A group.
     *
     * @param defaults what its members begin with
     * @param members  its circuits by their names in the group
     */
    record Group(Section<CircuitConfigBuilder> defaults, Map<String, Section<CircuitConfigBuilder>> members) {}

    /** Whether it says the same, wherever that stands. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileModel model
                && external.keySet().equals(model.external.keySet())
                && templates.equals(model.templates)
                && groups.equals(model.groups)
                && circuits.equals(model.circuits)
                && signals.equals(model.signals);
    }

    @Override
    public int hashCode() {
        return Objects.hash(external.keySet(), templates, groups, circuits, signals);
    }
}
