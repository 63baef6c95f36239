package dev.interlock.verification.interleaving;

import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.SteppedRoot;
import dev.interlock.verification.interleaving.Interleavings.Taken;
import dev.interlock.verification.interleaving.Position.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a schedule step by step, so that a person can follow it. */
final class Story {

    private Story() {}

    /** The rule that was broken, the graph at the start, and every step since, with the number of who took it. */
    static String of(Violation violation, Graph start, List<Position> starts, List<Taken> schedule) {
        List<@Nullable Position> places = new ArrayList<>(starts);
        List<String> lines = new ArrayList<>();
        lines.add(violation.getMessage());
        lines.add("start: " + GraphRules.describe(start));
        for (Taken taken : schedule) {
            int who = places.indexOf(taken.from());
            places.set(who, taken.step().next());
            lines.add((who + 1) + ": " + describe(taken.from(), taken.step()));
        }
        return String.join(System.lineSeparator() + "    ", lines);
    }

    private static String describe(Position from, Step step) {
        String end = step.to().isEnded() ? ", and ends: " + step.to().result() : "";
        String what = step.commits()
                ? " publishes " + GraphRules.describe(step.newest())
                : from.request instanceof SteppedRoot.Read
                        ? " reads graph " + step.newest().version()
                        : " does not publish, another was first";
        return from.participant.name() + what + end;
    }
}
