package dev.interlock.config;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Problem;
import dev.interlock.SignalConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the core's own builders what is wrong, so that no limit stands twice, and says it as files do. */
final class CoreRules {

    private CoreRules() {}

    /** What is wrong with one option, whatever the others are: the wait is as short as can be, so that no longest wait is too short. */
    static List<Problem> ofCircuitOption(Consumer<CircuitConfigBuilder> option) {
        return ofCircuit(builder -> {
            builder.resetTimeout(Duration.ofMillis(1));
            option.accept(builder);
        });
    }

    static List<Problem> ofCircuit(Consumer<CircuitConfigBuilder> config) {
        CircuitConfigBuilder builder = CircuitConfig.builder();
        config.accept(builder);
        return builder.problems("");
    }

    static List<Problem> ofSignal(Consumer<SignalConfig.Builder> config) {
        SignalConfig.Builder builder = SignalConfig.builder();
        config.accept(builder);
        return builder.problems("");
    }

    /** A problem with durations as files write them. */
    static String words(Problem problem) {
        return problem.sentence(CoreRules::inFileWords);
    }

    /** The same, with the value as the file has it. */
    static String words(Problem problem, Setting<?> setting) {
        Object value = setting.value();
        if (setting.written().isEmpty() || !problem.value().equals(Optional.of(value))) {
            return words(problem);
        }
        String percent = value instanceof Double share
                        && ValueTypes.SHARE.equals(setting.option().type())
                ? ValueTypes.asPercent(setting.written(), share)
                : "";
        Problem told = percent.isEmpty() ? problem : problem.withFix(percent);
        return told.sentence(each -> each.equals(value) ? CleanText.clean(setting.written()) : inFileWords(each));
    }

    private static String inFileWords(Serializable value) {
        return value instanceof Duration duration ? Durations.write(duration) : String.valueOf(value);
    }
}
