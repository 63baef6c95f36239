package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.Actor;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import dev.interlock.testkit.InterlockExtension;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of input: everything wrong is told at once, and text from outside cannot break a line. */
@ExtendWith(InterlockExtension.class)
class InputLimitsTest {

    private static final String HOSTILE = "line\nbreak\r\u001b[31mred\u0000\u2028\u202e\u0085end";

    @Test
    void define_manyProblems_tellsAllAtOnceEachWithItsPath(Interlock interlock) {
        List<String> problems = problems(
                interlock,
                "svc",
                c -> c.failureThreshold(0)
                        .failureRate(Double.NaN)
                        .slowCallRate(1.5)
                        .minimumCalls(0)
                        .failureWindow(Duration.ZERO)
                        .countWindow(-1)
                        .resetTimeout(Duration.ofDays(31))
                        .jitter(-0.1)
                        .backoffMultiplier(Double.POSITIVE_INFINITY)
                        .halfOpenCalls(10_001)
                        .successThreshold(0)
                        .permitDeadline(Duration.ofNanos(1))
                        .maxConcurrent(0)
                        .dependsOn("not a name")
                        .cascadeLimit(0)
                        .template("nowhere"));

        assertThat(problems)
                .hasSize(16)
                .allSatisfy(problem -> assertThat(problem).startsWith("svc."));
        for (String option : List.of(
                "failureThreshold",
                "failureRate",
                "slowCallRate",
                "minimumCalls",
                "failureWindow",
                "countWindow",
                "resetTimeout",
                "jitter",
                "backoffMultiplier",
                "halfOpenCalls",
                "successThreshold",
                "permitDeadline",
                "maxConcurrent",
                "dependsOn",
                "cascadeLimit",
                "template")) {
            assertThat(problems)
                    .as(option)
                    .anySatisfy(problem -> assertThat(problem).startsWith("svc." + option));
        }
        assertThat(interlock.find("svc")).isEmpty();
    }

    @Test
    void defineAll_problemsOfSeveralCircuits_areToldTogetherAndNothingIsDefined(Interlock interlock) {
        InvalidConfigurationException thrown = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> interlock.defineAll(all -> all.define("fine")
                        .define("one", c -> c.failureThreshold(0))
                        .define("two", c -> c.failureRate(2))
                        .define("bad name")));

        assertThat(thrown.problems()).hasSize(3);
        assertThat(thrown.getMessage()).contains("one.failureThreshold", "two.failureRate", "bad name");
        assertThat(interlock.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0.0, -0.0, -0.5, 1.0000001, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rate_outsideOfZeroExclusiveToOne_isRefused(double rate) {
        try (Interlock interlock = Interlock.create()) {
            assertThat(problems(interlock, "c", c -> c.failureRate(rate))).hasSize(1);
            assertThat(problems(interlock, "c", c -> c.slowCallRate(rate))).hasSize(1);
            assertThat(problems(interlock, "c", c -> c.cascadeLimit(rate))).hasSize(1);
        }
    }

    @Test
    void rate_extremesInside_areAllowed(Interlock interlock) {
        interlock.define("one", c -> c.failureRate(1.0));
        interlock.define("tiny", c -> c.failureRate(Double.MIN_VALUE));
        assertThat(interlock.names()).containsExactly("one", "tiny");
    }

    @Test
    void duration_outsideOfOneMillisecondToThirtyDays_isRefused(Interlock interlock) {
        for (Duration bad : List.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(999_999),
                Duration.ofDays(30).plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThat(problems(interlock, "c", c -> c.resetTimeout(bad)))
                    .as("%s", bad)
                    .isNotEmpty();
            assertThat(problems(interlock, "c", c -> c.failureWindow(bad))).hasSize(1);
            assertThat(problems(interlock, "c", c -> c.slowCallThreshold(bad))).hasSize(1);
            assertThat(problems(interlock, "c", c -> c.permitDeadline(bad))).hasSize(1);
            assertThat(problems(interlock, "c", c -> c.retryInterval(bad))).hasSize(1);
            assertThatThrownBy(() -> Interlock.create(settings -> settings.hookTimeout(bad)))
                    .isInstanceOf(InvalidConfigurationException.class);
        }
        interlock.define("c", c -> c.resetTimeout(Duration.ofDays(30)).failureWindow(Duration.ofMillis(1)));
    }

    @Test
    void maxResetTimeout_shorterThanResetTimeout_isRefused(Interlock interlock) {
        assertThat(problems(
                        interlock,
                        "c",
                        c -> c.resetTimeout(Duration.ofSeconds(10)).maxResetTimeout(Duration.ofSeconds(9))))
                .singleElement()
                .asString()
                .startsWith("c.maxResetTimeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".a", "-a", "a b", "a\nb", "ä", "a\u0000", "a\u202eb", "/a"})
    void name_notOfTheAlphabet_isRefused(String name) {
        try (Interlock interlock = Interlock.create()) {
            assertThatThrownBy(() -> interlock.define(name)).isInstanceOf(InvalidConfigurationException.class);
            assertThatThrownBy(() -> interlock.signal(name, () -> true, s -> {}))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThatThrownBy(() -> interlock.template(name, c -> {}))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThat(interlock.snapshot().nodes()).isEmpty();
        }
    }

    @Test
    void name_upTo128Characters_isAllowed(Interlock interlock) {
        interlock.define("a".repeat(128));
        interlock.define("9:z/_-.");
        assertThatThrownBy(() -> interlock.define("a".repeat(129))).isInstanceOf(InvalidConfigurationException.class);
        assertThat(interlock.names()).hasSize(2);
    }

    @Test
    void name_taken_isRefused(Interlock interlock) {
        interlock.define("c");
        interlock.signal("s", () -> true, s -> {});
        assertThatThrownBy(() -> interlock.define("c")).isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> interlock.define("s")).isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> interlock.signal("c", () -> true, s -> {}))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void edges_moreThanTheLimits_areRefused(Interlock interlock) {
        interlock.define("full", c -> c.dependsOn(names(256)).cascadesTo(names(256)));
        assertThat(problems(interlock, "c", c -> c.dependsOn(names(40)).recoversAfter(names(257))))
                .hasSize(1);
        assertThat(problems(interlock, "c", c -> c.cascadesTo(names(257)))).hasSize(1);
        assertThatThrownBy(() -> interlock.link("full", dev.interlock.EdgeKind.DEPENDS_ON, "one-more"))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> interlock.link("full", dev.interlock.EdgeKind.CASCADES_TO, "one-more"))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void operator_reasonAndActor_haveLimits(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        assertThatThrownBy(() -> circuit.operator().open(OPS, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> circuit.operator().open(OPS, "x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Actor.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Actor.of("x".repeat(129))).isInstanceOf(IllegalArgumentException.class);
        assertThat(circuit.isClosed()).isTrue();
        assertThat(circuit.operator().open(OPS, "x".repeat(256)).isApplied()).isTrue();
    }

    @Test
    void textFromOutside_whereShown_hasNoControlCharacters(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        throwing(circuit, new IllegalStateException(HOSTILE));
        assertHarmless(refusal(circuit));
        assertHarmless(circuit.explain().text());
        assertHarmless(interlock.snapshot().node("c").lastError().orElseThrow());

        circuit.operator().forceOpen(Actor.of("ops" + HOSTILE), "because " + HOSTILE);
        assertHarmless(interlock.snapshot().node("c").cause().orElseThrow().detail());
        assertHarmless(refusal(circuit));
        assertHarmless(circuit.explain().text());

        Circuit guarded = interlock.define(
                "guarded", c -> c.callGuard("door " + HOSTILE, () -> false).resetGuard("warm " + HOSTILE, () -> false));
        assertHarmless(refusal(guarded));
        Traffic.open(guarded);
        assertHarmless(guarded.reset().reasons().get(0).message());
        assertHarmless(guarded.explain().text());
    }

    private static void assertHarmless(String text) {
        assertThat(text.chars()
                        .filter(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e)
                        .count())
                .as(text)
                .isZero();
    }

    private static String refusal(Circuit circuit) {
        return catchThrowableOfType(CallRejectedException.class, () -> good(circuit))
                .getMessage();
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    }

    private static List<String> problems(
            Interlock interlock, String name, Consumer<? super CircuitConfigBuilder> config) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> interlock.define(name, config))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
