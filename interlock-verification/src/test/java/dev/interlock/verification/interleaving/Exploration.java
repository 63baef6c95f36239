package dev.interlock.verification.interleaving;

import dev.interlock.internal.graph.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Every program of some participants, in every order, from many starts. Starts are explored side by side; they share nothing. */
final class Exploration {

    /**
     * What runs in one world: each choice of so many of the transitions, one of them more than once included, together with the readers.
     *
     * @param transitions what is chosen from
     * @param chosen      how many at once
     * @param readers     who is always there too
     */
    record Programs(List<? extends Participant> transitions, int chosen, List<? extends Participant> readers) {}

    private final String name;
    private final List<Start> starts;
    private final Function<World, Programs> programs;

    Exploration(String name, List<Start> starts, Function<World, Programs> programs) {
        this.name = name;
        this.starts = starts;
        this.programs = programs;
    }

    /** Runs everything, and prints what there was. */
    Tally run() {
        Tally tally = starts.parallelStream().map(this::explore).reduce(Tally.NONE, Tally::and);
        System.out.println("interleavings of " + name + ": " + tally);
        return tally;
    }

    /** Runs until a rule is broken, and tells how; empty if it never is. Begins with the graphs that have the most edges. */
    String firstViolation(String rule) {
        return starts.stream()
                .sorted(Comparator.comparing(start -> -start.wiring().edges()))
                .flatMap(start -> explore(start, rule).violations().stream())
                .findFirst()
                .orElse("");
    }

    private Tally explore(Start from) {
        return explore(from, "");
    }

    /** Up to the first violation of a rule; what led to it would be met again and again. */
    private Tally explore(Start from, String rule) {
        World world = from.world();
        Interleavings interleavings = new Interleavings(world.root, new GraphRules(world::checkCalls));
        Graph start = world.root.read();
        Programs wanted = programs.apply(world);
        int[] choice = new int[wanted.chosen()];
        long programsRun = 0;
        long schedules = 0;
        List<String> violations = new ArrayList<>();
        do {
            List<Participant> program = new ArrayList<>(wanted.readers());
            for (int each : choice) {
                program.add(wanted.transitions().get(each));
            }
            programsRun++;
            try {
                schedules += interleavings.explore(start, program);
            } catch (Violation violation) {
                if (violation.getMessage().startsWith(rule)) {
                    violations.add(violation.getMessage());
                }
            }
        } while (violations.isEmpty() && next(choice, wanted.transitions().size()));
        return new Tally(
                1,
                programsRun,
                schedules,
                interleavings.states(),
                interleavings.steps(),
                interleavings.published(),
                violations);
    }

    /** The next choice, each number at least the one before; false after the last. */
    private static boolean next(int[] choice, int limit) {
        int place = choice.length - 1;
        while (place >= 0 && choice[place] == limit - 1) {
            place--;
        }
        if (place < 0) {
            return false;
        }
        int value = choice[place] + 1;
        for (int i = place; i < choice.length; i++) {
            choice[i] = value;
        }
        return true;
    }

    /**
     * What there was.
     *
     * @param starts     graphs with the states of their circuits, those left out that are others renamed
     * @param programs   sets of participants
     * @param schedules  orders of their steps
     * @param states     different moments: newest graph, and what each participant knows
     * @param steps      steps that were taken on the real code
     * @param graphs     different graphs that were published
     * @param violations what was broken, with the schedule that led there
     */
    record Tally(
            long starts, long programs, long schedules, long states, long steps, long graphs, List<String> violations) {

        static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, List.of());

        Tally and(Tally other) {
            List<String> both = new ArrayList<>(violations);
            both.addAll(other.violations);
            return new Tally(
                    starts + other.starts,
                    programs + other.programs,
                    schedules + other.schedules,
                    states + other.states,
                    steps + other.steps,
                    graphs + other.graphs,
                    both);
        }

        @Override
        public String toString() {
            return starts + " starts, " + programs + " programs, " + schedules + " schedules, " + states
                    + " states explored, " + steps + " steps on the real code, " + graphs + " graphs published, "
                    + violations.size() + " violations";
        }
    }
}
