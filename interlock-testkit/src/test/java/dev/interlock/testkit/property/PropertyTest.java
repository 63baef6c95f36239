package dev.interlock.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PropertyTest {

    private static final Generator<Integer> NUMBERS = Generators.ints(0, 1_000_000);

    private String seedOfTheRun;

    @BeforeEach
    void clearSeed() {
        seedOfTheRun = System.clearProperty(Property.SEED_PROPERTY);
    }

    @AfterEach
    void restoreSeed() {
        System.clearProperty(Property.SEED_PROPERTY);
        if (seedOfTheRun != null) {
            System.setProperty(Property.SEED_PROPERTY, seedOfTheRun);
        }
    }

    @Test
    void forAll_holds_triesAsManyAsAskedFor() {
        List<Integer> seen = new ArrayList<>();
        Property.named("holds").tries(57).forAll(NUMBERS, Shrinkers.none(), seen::add);
        assertThat(seen).hasSize(57).doesNotHaveDuplicates();
    }

    @Test
    void forAll_sameSeed_sameInputs() {
        assertThat(inputs(5)).isEqualTo(inputs(5)).isNotEqualTo(inputs(6));
    }

    @Test
    void forAll_noSeed_otherInputsEachTime() {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        Property.named("any").tries(20).forAll(NUMBERS, Shrinkers.none(), first::add);
        Property.named("any").tries(20).forAll(NUMBERS, Shrinkers.none(), second::add);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void forAll_fails_shrinksToTheSmallestNumber() {
        AssertionError error = failureOf(
                Property.named("below 1000").seed(3),
                NUMBERS,
                Shrinkers.ints(0),
                value -> assertThat(value).isLessThan(1000));
        assertThat(error)
                .hasMessageContaining("'below 1000' does not hold")
                .hasMessageContaining("seed:     3, try ")
                .hasMessageContaining("shrunk:   1000 (in ")
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(error.getSuppressed()).hasSize(1);
    }

    @Test
    void forAll_fails_shrinksListsInLengthAndElements() {
        AssertionError error = failureOf(
                Property.named("no two above 10").tries(200).seed(11),
                Generators.lists(Generators.ints(0, 99), 40),
                Shrinkers.lists(Shrinkers.ints(0)),
                list -> assertThat(list.stream().filter(number -> number > 10).count())
                        .isLessThan(2));
        assertThat(error).hasMessageContaining("shrunk:   [11, 11] (in ");
    }

    @Test
    void forAll_graphFails_shrinksToTheSmallestGraph() {
        AssertionError error = failureOf(
                Property.named("no chain of two").tries(200).seed(4),
                Generators.graphs(12),
                Shrinkers.graphs(),
                graph -> assertThat(graph.edges())
                        .noneMatch(first -> graph.edges().stream()
                                .anyMatch(second -> first.kind() == second.kind()
                                        && first.kind() == dev.interlock.EdgeKind.DEPENDS_ON
                                        && first.to() == second.from())));
        assertThat(error.getMessage())
                .containsPattern(
                        "shrunk:   3 nodes \\{(n2 DEPENDS_ON n1, n1 DEPENDS_ON n0|n1 DEPENDS_ON n0, n2 DEPENDS_ON n1)\\}");
    }

    @Test
    void forAll_replayLine_failsAtTheFirstTryWithTheSameInput() {
        AssertionError error = failureOf(Property.named("rare").tries(1_000), NUMBERS, Shrinkers.none(), value -> {
            if (value % 20 == 0) {
                throw new IllegalStateException("divisible");
            }
        });
        System.setProperty(Property.SEED_PROPERTY, find("-Dinterlock\\.seed=(-?\\d+)", error.getMessage()));
        List<Integer> seen = new ArrayList<>();
        AssertionError again = failureOf(Property.named("rare").seed(1), NUMBERS, Shrinkers.none(), value -> {
            seen.add(value);
            throw new IllegalStateException("stop");
        });
        assertThat(seen).hasSize(1);
        assertThat(again).hasMessageContaining("original: " + find("original: (\\d+)", error.getMessage()));
        assertThat(again).hasMessageContaining("try 1 of 100");
    }

    @Test
    void forAll_checkThrowsAnything_isAFailure() {
        assertThatThrownBy(() -> Property.named("overflow").forAll(NUMBERS, Shrinkers.none(), value -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void forAll_shrinkerWithoutEnd_stopsAtItsBound() {
        List<Integer> checked = new ArrayList<>();
        assertThatThrownBy(() -> Property.named("endless").forAll(NUMBERS, value -> Stream.of(value + 1), value -> {
                    checked.add(value);
                    throw new IllegalStateException("always");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(checked).hasSize(Property.MAX_SHRINK_CHECKS + 1);
    }

    @Test
    void tries_none_refused() {
        assertThatThrownBy(() -> Property.named("none").tries(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> Property.named("one").tries(1)).doesNotThrowAnyException();
    }

    private static List<Integer> inputs(long seed) {
        List<Integer> seen = new ArrayList<>();
        Property.named("inputs").tries(20).seed(seed).forAll(NUMBERS, Shrinkers.none(), seen::add);
        return seen;
    }

    private static <T> AssertionError failureOf(
            Property property, Generator<T> generator, Shrinker<T> shrinker, Check<T> check) {
        AssertionError error =
                catchThrowableOfType(AssertionError.class, () -> property.forAll(generator, shrinker, check));
        assertThat(error).as("the property has to fail").isNotNull();
        return error;
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
