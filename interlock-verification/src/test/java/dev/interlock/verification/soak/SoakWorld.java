package dev.interlock.verification.soak;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * The graph that is soaked. Steady circuits keep their edges and protect at all times, so that what is promised of them can be counted exactly;
 * wild ones are linked, held by operators, removed and defined again.
 */
final class SoakWorld implements AutoCloseable {

    static final int STEADY = 6;
    static final int WILD = 10;
    static final int PLACES = 2;
    static final Actor OPS = Actor.of("ops");

    /** How long a wild circuit waits for a report; a steady one waits for ever. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    final ManualTime time = ManualTime.create();
    final Interlock interlock;
    final List<Circuit> steady = new ArrayList<>();

    /** For each steady circuit the steady ones that it depends on, directly or not. */
    final List<List<Integer>> needs = new ArrayList<>();

    /** The calls of each steady circuit that failed, as counted by who made them. */
    final List<LongAdder> failed = new ArrayList<>();

    final LongAdder calls = new LongAdder();
    final EventReplay replay = new EventReplay(this::problem);
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    SoakWorld(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).seed(seed));
        interlock.on(InterlockEvent.class, replay::on);
        for (int i = 0; i < STEADY; i++) {
            defineSteady(i, random);
        }
        for (int i = 0; i < WILD; i++) {
            defineWild(wild(i), random);
        }
    }

    private void defineSteady(int number, SplittableRandom random) {
        TreeSet<Integer> needed = new TreeSet<>();
        List<String> direct = new ArrayList<>();
        for (int other = 0; other < number; other++) {
            if (random.nextInt(3) > 0) {
                direct.add(steady(other));
                needed.add(other);
                needed.addAll(needs.get(other));
            }
        }
        needs.add(List.copyOf(needed));
        failed.add(new LongAdder());
        boolean cascades = random.nextBoolean();
        steady.add(interlock.define(steady(number), c -> {
            c.failureThreshold(3)
                    .resetTimeout(Duration.ofSeconds(1))
                    .halfOpenCalls(PLACES)
                    .successThreshold(4)
                    .permitDeadline(Duration.ofDays(30));
            direct.forEach(c::dependsOn);
            if (cascades) {
                c.cascadesTo(wild(number));
            }
        }));
    }

    /** Defines a wild circuit, with a guard that refuses now and then. */
    void defineWild(String name, SplittableRandom random) {
        interlock.define(name, c -> {
            CircuitConfigBuilder unused = c.failureThreshold(2)
                    .resetTimeout(Duration.ofSeconds(1))
                    .halfOpenCalls(PLACES)
                    .maxConcurrent(3)
                    .permitDeadline(DEADLINE)
                    .recoveryGuard("coin", () -> ThreadLocalRandom.current().nextInt(4) > 0)
                    .dependsOn(steady(random.nextInt(STEADY)));
        });
    }

    /** Another threshold, and another dependency in place of those it was defined with. */
    void reconfigureWild(String name, SplittableRandom random) {
        int threshold = 1 + random.nextInt(4);
        String dependency = any(random);
        interlock.reconfigure(
                name, c -> c.withoutEdges().failureThreshold(threshold).dependsOn(dependency));
    }

    static String steady(int number) {
        return "steady-" + number;
    }

    static String wild(int number) {
        return "wild-" + number;
    }

    /** Some node. */
    static String any(SplittableRandom random) {
        int number = random.nextInt(STEADY + WILD);
        return number < STEADY ? steady(number) : wild(number - STEADY);
    }

    void problem(String text) {
        if (problems.size() < 20) { // the first ones tell most
            problems.add(text);
        }
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** What was promised of numbers: never below zero, and no failure lost or counted twice. Only while nothing runs. */
    void checkTotals() {
        Map<String, String> wrong = new TreeMap<>();
        for (int i = 0; i < STEADY; i++) {
            long counted = steady.get(i).metrics().failures();
            if (counted != failed.get(i).sum()) {
                wrong.put(
                        steady(i),
                        counted + " failures counted, " + failed.get(i).sum() + " made");
            }
        }
        if (!wrong.isEmpty()) {
            problem("S10: " + wrong);
        }
    }

    @Override
    public void close() {
        interlock.close();
    }
}
