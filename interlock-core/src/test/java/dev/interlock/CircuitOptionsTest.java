package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Reconfiguration.OptionChange;
import dev.interlock.internal.diff.OptionDiff;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the options is in everything that is made from rows, and has its method and its accessor. */
class CircuitOptionsTest {

    private static final CircuitConfig DEFAULTS = CircuitConfig.builder().build("c");

    /** A value of each option that is code; data have one by their sort. */
    private static final Map<String, Object> CODE = Map.of(
            "probe",
            (Guard) () -> true,
            "recoveryGuards",
            Map.of("g", (Guard) () -> true),
            "resetGuards",
            Map.of("g", (Guard) () -> true),
            "callGuards",
            Map.of("g", (Guard) () -> true),
            "failOn",
            List.of(IOException.class),
            "ignore",
            List.of(IOException.class),
            "failurePredicates",
            List.of((Predicate<Throwable>) thrown -> true),
            "failOnResult",
            (Predicate<Object>) result -> true);

    /** Methods of the builder that are not called as their option, or take its value in parts. */
    private static final Map<String, String> OTHER_METHOD = Map.of(
            "recoveryGuards",
            "recoveryGuard",
            "resetGuards",
            "resetGuard",
            "callGuards",
            "callGuard",
            "callGuardFailureRefuses",
            "refuseWhenCallGuardFails",
            "failurePredicates",
            "failOn");

    static Stream<Option<?>> options() {
        return CircuitConfig.options().stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_set_isFoundEverywhere(Option<?> option) {
        CircuitConfig config = with(option);
        CircuitConfig copy = CircuitConfig.builder().from(config).build("c");

        assertThat(CircuitConfig.options().stream().filter(config::isSet)).containsExactly(option);
        assertThat(config.get(option)).isEqualTo(Optional.of(sample(option)));
        assertThat(answer(config, option)).isEqualTo(sample(option));
        assertThat(copy).isEqualTo(config).hasSameHashCodeAs(config).isNotEqualTo(DEFAULTS);
        assertThat(copy.isSet(option)).isTrue();
        assertThat(OptionDiff.of(DEFAULTS, config))
                .extracting(OptionChange::option)
                .contains(option.name());
        assertThat(OptionDiff.ofNew(config)).extracting(OptionChange::option).contains(option.name());
        assertThat(OptionDiff.of(config, copy)).isEmpty();
        assertThat(config.toString()).contains(option.name() + "=");
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_unset_isAsIfItHadNotBeenSet(Option<?> option) {
        CircuitConfigBuilder byOption =
                CircuitConfig.builder().from(with(option)).unset(option);
        CircuitConfigBuilder byName = CircuitConfig.builder().from(with(option)).unset(option.name());

        assertThat(byOption.build("c")).isEqualTo(DEFAULTS);
        assertThat(byName.build("c")).isEqualTo(DEFAULTS);
        assertThat(DEFAULTS.isSet(option)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_setByItsMethod_isThatOneAndNoOther(Option<?> option) throws ReflectiveOperationException {
        CircuitConfigBuilder builder = CircuitConfig.builder();
        call(builder, option);
        CircuitConfig config = builder.build("c");

        assertThat(CircuitConfig.options().stream().filter(config::isSet)).containsExactly(option);
        assertThat(config.get(option)).isEqualTo(Optional.of(sample(option)));
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_outOfItsRange_isAProblemInParts_andNotSet(Option<?> option) {
        for (Object bad : outside(option)) {
            CircuitConfigBuilder builder = CircuitConfig.builder();
            set(builder, option, bad);

            assertThat(builder.problems("c")).singleElement().satisfies(problem -> {
                assertThat(problem.path()).isEqualTo("c");
                assertThat(problem.option()).isEqualTo(option.name());
                assertThat(problem.value()).isEqualTo(Optional.of(bad));
                assertThat(problem.toString()).startsWith("c." + option.name() + ": " + bad + " is outside of ");
            });
            assertThat(builder.unset(option).edgesOnly().build("c")).isEqualTo(DEFAULTS);
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_atTheEndsOfItsRange_isTaken(Option<?> option) {
        for (Optional<?> end : List.of(option.isLeastExcluded() ? Optional.empty() : option.least(), option.most())) {
            end.ifPresent(value -> {
                CircuitConfigBuilder builder = CircuitConfig.builder().resetTimeout(Duration.ofMillis(1));
                set(builder, option, value);
                assertThat(builder.build("c").get(option)).isEqualTo(Optional.of(value));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_tellsWhatItIs(Option<?> option) {
        assertThat(option.words()).matches("[A-Z].*\\.");
        assertThat(option.defaultValue().isPresent() || !option.defaultWords().isEmpty())
                .isTrue();
        assertThat(option.defaultValue().isEmpty() || DEFAULTS.get(option).equals(option.defaultValue()))
                .isTrue();
        assertThat(option.range().isEmpty())
                .isEqualTo(Set.of(Option.Kind.FLAG, Option.Kind.CHOICE, Option.Kind.CODE)
                        .contains(option.kind()));
    }

    @Test
    void options_haveEachItsName() {
        assertThat(options().map(Option::name)).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    }

    @Test
    void aNewRow_isCheckedSetCopiedComparedAndTakenBack_withoutALineElsewhere() {
        Option<Integer> fake = new Option<>(
                CircuitConfig.options().size(),
                "fake",
                OptionType.whole(1, 10, "things"),
                Option.Default.always(3),
                "How many things.");
        List<Option<?>> options = new ArrayList<>(CircuitConfig.options());
        options.add(fake);
        CircuitConfig before = builder(options).build("c");
        CircuitConfig seven = builder(options).set(fake, 7).build("c");

        assertThat(before.get(fake)).contains(3);
        assertThat(seven.get(fake)).contains(7);
        assertThat(seven.isSet(fake)).isTrue();
        assertThat(builder(options).from(seven).build("c")).isEqualTo(seven).isNotEqualTo(before);
        assertThat(OptionDiff.of(options, before, seven)).containsExactly(new OptionChange("fake", "3", "7"));
        assertThat(builder(options).from(seven).unset("fake").build("c")).isEqualTo(before);
        assertThat(builder(options).set(fake, 11).problems("c"))
                .extracting(Problem::toString)
                .containsExactly("c.fake: 11 is outside of 1 to 10");
    }

    @Test
    void option_ofSomethingElse_isNotTaken() {
        SignalOptions.ALL.forEach(option -> {
            assertThatThrownBy(() -> set(CircuitConfig.builder(), option, sample(option)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'" + option + "' is no option of this; options() tells all");
            assertThatThrownBy(() -> CircuitConfig.builder().unset(option))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DEFAULTS.isSet(option)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DEFAULTS.get(option)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void builder_usedAfterItBuilt_doesNotChangeWhatItBuilt() {
        CircuitConfigBuilder builder = CircuitConfig.builder()
                .dependsOn("a")
                .cascadesTo("b")
                .callGuard("c", () -> true)
                .failOn(IOException.class);
        CircuitConfig built = builder.build("c");
        CircuitConfig same = CircuitConfig.builder().from(built).build("c");

        builder.dependsOn("x").cascadesTo("x").callGuard("x", () -> true).failOn(Error.class);
        CircuitConfig copied = CircuitConfig.builder()
                .from(built)
                .dependsOn("y")
                .cascadesTo("y")
                .failOn(Error.class)
                .build("c");

        assertThat(built).isEqualTo(same);
        assertThat(built.dependsOn()).containsExactly("a");
        assertThat(built.cascadesTo()).containsOnlyKeys("b");
        assertThat(built.callGuards()).containsOnlyKeys("c");
        assertThat(copied.dependsOn()).containsExactly("a", "y");
    }

    @Test
    void unset_ofNoOption_isAProblem() {
        assertThat(CircuitConfig.builder().unset("rampup").problems("c"))
                .extracting(Problem::toString)
                .containsExactly("c.unset: there is no option 'rampup'; CircuitConfig.options() has all");
    }

    @Test
    void configurations_areMadeByTheirBuildersOnly() {
        assertThat(Stream.of(
                                CircuitConfig.class,
                                SignalConfig.class,
                                FamilyConfig.class,
                                InterlockSettings.class,
                                RecoveryOptions.class)
                        .filter(type -> type.getConstructors().length > 0))
                .isEmpty();
    }

    @Test
    void signalOptions_set_areInTheDifference() {
        SignalConfig before = SignalConfig.builder().build("s");
        for (Option<?> option : SignalConfig.options()) {
            SignalConfig.Builder builder = SignalConfig.builder();
            setOfSignal(builder, option, sample(option));
            SignalConfig after = builder.build("s");

            assertThat(SignalConfig.options().stream().filter(after::isSet)).containsExactly(option);
            assertThat(OptionDiff.of(before, after))
                    .extracting(OptionChange::option)
                    .containsExactly(option.name());
            assertThat(after).isNotEqualTo(before);
        }
    }

    private static CircuitConfigBuilder builder(List<Option<?>> options) {
        return new CircuitConfigBuilder(name -> null, options);
    }

    private static CircuitConfig with(Option<?> option) {
        CircuitConfigBuilder builder = CircuitConfig.builder();
        set(builder, option, sample(option));
        return builder.build("c");
    }

    @SuppressWarnings("unchecked")
    private static <T> void set(CircuitConfigBuilder builder, Option<T> option, Object value) {
        builder.set(option, (T) value);
    }

    @SuppressWarnings("unchecked")
    private static <T> void setOfSignal(SignalConfig.Builder builder, Option<T> option, Object value) {
        builder.set(option, (T) value);
    }

    /** Another value than the default. */
    private static Object sample(Option<?> option) {
        return switch (option.kind()) {
            case WHOLE_NUMBER -> 77;
            case SHARE -> 0.25;
            case FACTOR -> 2.5;
            case DURATION -> Duration.ofHours(7);
            case FLAG -> true;
            case CHOICE -> option.choices().get(option.choices().size() - 1);
            case NAMES -> Set.of("other");
            case CASCADES -> Map.of("other", CascadeMode.ENFORCE);
            case CODE -> {
                assertThat(CODE).as("a value for each option that is code").containsKey(option.name());
                yield CODE.get(option.name());
            }
        };
    }

    private static List<?> outside(Option<?> option) {
        return switch (option.kind()) {
            case WHOLE_NUMBER ->
                List.of(
                        (Integer) option.least().orElseThrow() - 1,
                        (Integer) option.most().orElseThrow() + 1,
                        Integer.MIN_VALUE);
            case SHARE, FACTOR ->
                List.of(
                        option.isLeastExcluded() ? 0.0 : (Double) option.least().orElseThrow() - 0.1,
                        (Double) option.most().orElseThrow() + 0.1,
                        Double.NaN);
            case DURATION ->
                List.of(
                        Duration.ZERO,
                        Duration.ofSeconds(-1),
                        Duration.ofDays(30).plusNanos(1));
            default -> List.of();
        };
    }

    /** What the accessor says; as the option's own value. */
    private static Object answer(CircuitConfig config, Option<?> option) {
        try {
            Object answer = CircuitConfig.class.getMethod(option.name()).invoke(config);
            if (answer instanceof OptionalInt some) {
                return some.orElseThrow();
            }
            if (answer instanceof OptionalDouble some) {
                return some.orElseThrow();
            }
            return answer instanceof Optional<?> some ? some.orElseThrow() : answer;
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("no accessor of " + option, missing);
        }
    }

    private static void call(CircuitConfigBuilder builder, Option<?> option) throws ReflectiveOperationException {
        String name = OTHER_METHOD.getOrDefault(option.name(), option.name());
        Object value = sample(option);
        if (value instanceof Map<?, ?> map) {
            Map.Entry<?, ?> entry = map.entrySet().iterator().next();
            if (entry.getValue() instanceof Guard guard) {
                CircuitConfigBuilder.class
                        .getMethod(name, String.class, Guard.class)
                        .invoke(builder, entry.getKey(), guard);
            } else {
                builder.cascadesTo((String) entry.getKey());
            }
        } else if (value instanceof Set<?> names) {
            CircuitConfigBuilder.class.getMethod(name, String[].class).invoke(builder, (Object)
                    names.toArray(String[]::new));
        } else if (value instanceof List<?> values && values.get(0) instanceof Class<?> type) {
            CircuitConfigBuilder.class.getMethod(name, Class[].class).invoke(builder, (Object) new Class<?>[] {type});
        } else if (value instanceof List<?> values) {
            CircuitConfigBuilder.class.getMethod(name, Predicate.class).invoke(builder, values.get(0));
        } else if (value instanceof Boolean) {
            CircuitConfigBuilder.class.getMethod(name).invoke(builder);
        } else {
            Method setter = Stream.of(CircuitConfigBuilder.class.getMethods())
                    .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no method for " + option));
            setter.invoke(builder, value);
        }
    }
}
