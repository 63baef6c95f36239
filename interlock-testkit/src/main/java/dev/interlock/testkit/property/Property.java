package dev.interlock.testkit.property;

import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds for all inputs, checked for many of them.
 *
 * <pre>{@code
 * Property.named("a list reversed twice is itself")
 *         .tries(200)
 *         .forAll(Generators.lists(Generators.ints(0, 9), 20), Shrinkers.lists(Shrinkers.ints(0)), list -> {
 *             assertThat(reverse(reverse(list))).isEqualTo(list);
 *         });
 * }</pre>
 *
 * <p>An input that fails is shrunk: as long as one of its simpler candidates fails too, that one takes its place. Where the seed comes
 * from, in this order: the system property {@value #SEED_PROPERTY}, {@link #seed}, chance. Immutable.
 */
public final class Property {

    /** The system property that replays a failure. */
    public static final String SEED_PROPERTY = "interlock.seed";

    /** How many inputs are tried by default. */
    public static final int DEFAULT_TRIES = 100;

    /** After so many checks, shrinking is content with what it has. */
    static final int MAX_SHRINK_CHECKS = 2_000;

    // The golden ratio's 64 bits: no two tries of one run get near each other.
    private static final long TRY_STEP = 0x9E3779B97F4A7C15L;

    private final String name;
    private final int tries;
    private final OptionalLong chosenSeed;

    private Property(String name, int tries, OptionalLong chosenSeed) {
        this.name = Objects.requireNonNull(name, "name");
        this.tries = tries;
        this.chosenSeed = chosenSeed;
    }

    /**
     * A property with {@value #DEFAULT_TRIES} tries.
     *
     * @param name what holds, for the failure message
     * @return the property, to be checked with {@link #forAll}
     */
    public static Property named(String name) {
        return new Property(name, DEFAULT_TRIES, OptionalLong.empty());
    }

    /**
     * Sets how many inputs are tried.
     *
     * @param number at least 1
     * @return a property with this number
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Property tries(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("A property needs at least one try, not " + number);
        }
        return new Property(name, number, chosenSeed);
    }

    /**
     * Fixes the seed, so that every run tries the same inputs. The system property {@value #SEED_PROPERTY} is still stronger.
     *
     * @param number any number
     * @return a property with this seed
     */
    public Property seed(long number) {
        return new Property(name, tries, OptionalLong.of(number));
    }

    /**
     * Checks the property.
     *
     * @param generator makes the inputs
     * @param shrinker  simplifies one that fails; see {@link Shrinkers#none()}
     * @param check     what has to hold
     * @param <T>       the inputs' type
     * @throws AssertionError if it does not hold for some input: with the seed, the input, the shrunk input and the line that replays it
     */
    public <T> void forAll(Generator<T> generator, Shrinker<T> shrinker, Check<? super T> check) {
        long seed = seed();
        for (int number = 1; number <= tries; number++) {
            // Each try has a seed of its own: given as the seed of a run, it is the first try of that run.
            long trySeed = seed + (number - 1) * TRY_STEP;
            T value = generator.generate(new Random(scramble(trySeed)));
            Throwable failure = failureOf(check, value);
            if (failure != null) {
                Shrunk<T> shrunk = shrink(shrinker, check, new Shrunk<>(value, failure, 0));
                throw error(seed, number, trySeed, value, failure, shrunk);
            }
        }
    }

    private long seed() {
        String replay = System.getProperty(SEED_PROPERTY);
        if (replay != null && !replay.isBlank()) {
            return Long.parseLong(replay.trim());
        }
        return chosenSeed.orElseGet(() -> ThreadLocalRandom.current().nextLong());
    }

    private static <T> Shrunk<T> shrink(Shrinker<T> shrinker, Check<? super T> check, Shrunk<T> start) {
        Shrunk<T> best = start;
        int checks = 0;
        Iterator<T> candidates = shrinker.candidates(best.value).iterator();
        while (candidates.hasNext() && checks < MAX_SHRINK_CHECKS) {
            T candidate = candidates.next();
            Throwable failure = failureOf(check, candidate);
            checks++;
            if (failure != null) {
                best = new Shrunk<>(candidate, failure, best.steps + 1);
                candidates = shrinker.candidates(candidate).iterator();
            }
        }
        return best;
    }

    private static <T> @Nullable Throwable failureOf(Check<? super T> check, T value) {
        try {
            check.check(value);
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    private AssertionError error(
            long seed, int number, long trySeed, Object value, Throwable failure, Shrunk<?> shrunk) {
        String message = String.join(
                System.lineSeparator(),
                "Property '" + name + "' does not hold: " + shrunk.failure,
                "  seed:     " + seed + ", try " + number + " of " + tries,
                "  original: " + value,
                "  shrunk:   " + shrunk.value + " (in " + shrunk.steps + " steps)",
                "  replay:   -D" + SEED_PROPERTY + "=" + trySeed + " (fails at the first try)");
        AssertionError error = new AssertionError(message, shrunk.failure);
        if (shrunk.steps > 0) {
            error.addSuppressed(failure);
        }
        return error;
    }

    /** Spreads a seed over all bits: {@link Random} gives much the same first numbers for seeds that are close. */
    private static long scramble(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private record Shrunk<T>(T value, Throwable failure, int steps) {}
}
