package dev.interlock.config;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import java.util.List;
import java.util.Map;

/**
 * One circuit with everything that it has from templates and its group.
 *
 * @param name     its full name
 * @param own      what it says itself
 * @param settings everything
 */
record NamedCircuit(
        String name,
        Section<CircuitConfigBuilder> own,
        Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> settings) {

    void applyTo(CircuitConfigBuilder builder, Code code) {
        settings.values().forEach(setting -> setting.applyTo(builder, code));
    }

    /** The circuit without what code provides. */
    CircuitConfig withoutCode() {
        CircuitConfigBuilder builder = CircuitConfig.builder();
        settings.values().stream()
                .filter(setting -> setting.option().kind().isEmpty())
                .forEach(setting -> setting.applyTo(builder, Code.ABSENT));
        return builder.build(name);
    }

    /** The settings whose names are dependencies. */
    List<Setting<CircuitConfigBuilder>> dependencies() {
        return settings.values().stream()
                .filter(setting -> setting.option() == CircuitOptions.DEPENDS_ON
                        || setting.option() == CircuitOptions.RECOVERS_AFTER)
                .toList();
    }
}
