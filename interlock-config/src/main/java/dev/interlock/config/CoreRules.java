package dev.interlock.config;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.SignalConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Asks the core's own builders what is wrong, so that no limit stands twice. */
final class CoreRules {

    private static final Pattern DURATION = Pattern.compile("PT-?[0-9][0-9HMS.-]*");

    /**
     * A rule of the core that does not hold.
     *
     * @param option the core's name of the option
     * @param rule   what is wrong, with durations as files write them
     */
    record Broken(String option, String rule) {

        /** The rule, with the value as the file has it. */
        String rule(Setting<?> setting) {
            String value = ValueTypes.DURATION.equals(setting.option().type())
                    ? setting.option().type().write(setting.value())
                    : String.valueOf(setting.value());
            boolean same = !setting.written().isEmpty() && rule.startsWith(value + " ");
            String words = same ? CleanText.clean(setting.written()) + rule.substring(value.length()) : rule;
            String meant = ValueTypes.SHARE.equals(setting.option().type())
                    ? ValueTypes.asPercent(setting.written(), (Double) setting.value())
                    : "";
            return meant.isEmpty() ? words : words.replace("; 0.5 means half", "") + meant;
        }
    }

    private CoreRules() {}

    /** What is wrong with one option, whatever the others are: the wait is as short as can be, so that no longest wait is too short. */
    static List<Broken> ofCircuitOption(Consumer<CircuitConfigBuilder> option) {
        return ofCircuit(builder -> {
            builder.resetTimeout(Duration.ofMillis(1));
            option.accept(builder);
        });
    }

    static List<Broken> ofCircuit(Consumer<CircuitConfigBuilder> config) {
        CircuitConfigBuilder builder = CircuitConfig.builder();
        config.accept(builder);
        return builder.problems("").stream().map(CoreRules::broken).toList();
    }

    static List<Broken> ofSignal(Consumer<SignalConfig.Builder> config) {
        SignalConfig.Builder builder = SignalConfig.builder();
        config.accept(builder);
        return builder.problems("").stream().map(CoreRules::broken).toList();
    }

    /** What is wrong with a name; empty if it is one. */
    static Optional<String> ofName(String name) {
        return ofCircuit(builder -> builder.dependsOn(name)).stream()
                .map(Broken::rule)
                .findFirst();
    }

    /** Takes {@code path.option: rule} apart. */
    private static Broken broken(String problem) {
        int end = problem.indexOf(": ");
        String option = end < 0 ? "" : problem.substring(problem.lastIndexOf('.', end) + 1, end);
        return new Broken(option, inFileWords(problem.substring(end < 0 ? 0 : end + 2)));
    }

    private static String inFileWords(String rule) {
        Function<String, String> words =
                iso -> Durations.parse(iso).map(Durations::write).orElse(iso);
        return DURATION.matcher(rule).replaceAll(match -> words.apply(match.group()));
    }
}
