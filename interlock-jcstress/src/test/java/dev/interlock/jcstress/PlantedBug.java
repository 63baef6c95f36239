package dev.interlock.jcstress;

import dev.interlock.internal.call.PermitEndsOnceStress;
import dev.interlock.internal.event.EventSeenImpliesStateSeenStress;
import dev.interlock.internal.event.HandOffStress;
import dev.interlock.internal.event.MailboxHandOffStress;
import dev.interlock.internal.graph.BlockedCountStress;
import dev.interlock.internal.graph.GuardedRecoveryStress;
import dev.interlock.internal.graph.NoCycleStress;
import dev.interlock.internal.graph.NoInversionStress;
import dev.interlock.internal.graph.OneWinnerStress;
import dev.interlock.internal.state.EpisodeEnoughProbesStress;
import dev.interlock.internal.state.EpisodeLastPlaceStress;
import dev.interlock.internal.state.EpisodePlaceHandedOnStress;
import dev.interlock.internal.state.EpisodeResetAskedOnceStress;
import dev.interlock.internal.window.CountWindowNeverNegativeStress;
import dev.interlock.internal.window.CountWindowPlaceStress;
import dev.interlock.internal.window.FailureThresholdStress;
import dev.interlock.internal.window.LatestFailuresNewestStress;
import dev.interlock.internal.window.RollFirstBucketStress;
import dev.interlock.internal.window.RollNeverNegativeStress;
import dev.interlock.verification.planted.PlantedFault;
import java.util.List;

/**
 * A fault in the real source of one class of the core, by replacing one piece of its text. Each has to be found by the stress class
 * that is named with it; else that class proves nothing. A change of the core that moves the text breaks this on purpose.
 */
@SuppressWarnings({"ImmutableEnumChecker", "StringConcatToTextBlock"
}) // the lists are never written; the texts are code, line by line
enum PlantedBug {
    PLACE_TAKEN_BY_A_PLAIN_WRITE(
            1,
            "state/Episode",
            "if (word.compareAndSet(now, now + 1)) {",
            "word.set(now + 1);\nif (now >= 0) {",
            EpisodeLastPlaceStress.class),
    PLACE_GIVEN_BACK_BY_A_PLAIN_WRITE(
            2,
            "state/Episode",
            "word.decrementAndGet();",
            "word.set(word.get() - 1);",
            EpisodePlaceHandedOnStress.class),
    SUCCESS_COUNTED_BY_A_PLAIN_WRITE(
            3,
            "state/Episode",
            "return (word.addAndGet(ONE_SUCCESS - 1) >>> 32) >= successThreshold;",
            "word.set(word.get() + ONE_SUCCESS - 1);\nreturn (word.get() >>> 32) >= successThreshold;",
            EpisodeResetAskedOnceStress.class),
    PLACE_FREE_BEFORE_THE_SUCCESS_COUNTS(
            4,
            "state/Episode",
            "return (word.addAndGet(ONE_SUCCESS - 1) >>> 32) >= successThreshold;",
            "word.decrementAndGet();\nreturn (word.addAndGet(ONE_SUCCESS) >>> 32) >= successThreshold;",
            EpisodeEnoughProbesStress.class),
    ROLL_PUBLISHED_BY_A_PLAIN_WRITE(
            1,
            "window/TimeWindow",
            "if (ROLL.compareAndSet(this, seen, next)) {",
            "roll = next;\nif (next != null) {",
            RollFirstBucketStress.class),
    FAILURES_READ_BEFORE_THE_ROLL(
            6,
            "window/TimeWindow",
            "Roll seen = roll; // before the totals, which then are never less than what the roll holds\n"
                    + "        long failed = failures.get();",
            "long failed = failures.get();\nRoll seen = roll;",
            RollNeverNegativeStress.class),
    FAILURE_WRITTEN_WITHOUT_A_PLACE_OF_ITS_OWN(
            3,
            "window/LatestFailures",
            "int place = (int) (written.getAndIncrement() % size);",
            "int place = (int) (written.get() % size);\nwritten.set(written.get() + 1);",
            FailureThresholdStress.class),
    OLDER_FAILURE_HIDES_A_NEWER_ONE(
            4,
            "window/LatestFailures",
            "while (held < mark && !ring.compareAndSet(place, held, mark)) {\n            held = ring.get(place);\n        }",
            "if (held < mark) {\n            ring.set(place, mark);\n        }",
            LatestFailuresNewestStress.class),
    PLACE_READ_AND_WRITTEN_IN_TWO_STEPS(
            1,
            "window/CountWindow",
            "add((byte) PLACE.getAndSet(ring, place, outcome), -1);",
            "byte old = (byte) PLACE.getVolatile(ring, place);\nPLACE.setVolatile(ring, place, outcome);\nadd(old, -1);",
            CountWindowPlaceStress.class),
    COUNTER_RAISED_AFTER_THE_PLACE_WAS_WRITTEN(
            2,
            "window/CountWindow",
            "add(outcome, 1);\n        add((byte) PLACE.getAndSet(ring, place, outcome), -1);",
            "add((byte) PLACE.getAndSet(ring, place, outcome), -1);\nadd(outcome, 1);",
            CountWindowNeverNegativeStress.class),
    GRAPH_PUBLISHED_BY_A_PLAIN_WRITE(
            1,
            "graph/GraphRoot",
            "return CURRENT.compareAndSet(this, expected, next);",
            "if (current != expected) {\nreturn false;\n}\ncurrent = next;\nreturn true;",
            OneWinnerStress.class,
            BlockedCountStress.class),
    RECOVERY_COMMITTED_ON_A_NEWER_GRAPH(
            2,
            "graph/Commits",
            "if (publish(graph, draft)) {\n                    yield Outcome.applied(from, decision.to());",
            "Draft late = new Draft(root.read());\nTransitions.move(late, index, decision.to(), cause, moment);\n"
                    + "if (publish(root.read(), late)) {\n                    yield Outcome.applied(from, decision.to());",
            GuardedRecoveryStress.class),
    STATES_PUBLISHED_BEFORE_THE_BLOCKED_COUNTS(
            3,
            "graph/Commits",
            "return root.publish(expected, draft.build());",
            "Graph whole = draft.build();\n"
                    + "Graph half = new Graph(whole.version, whole.size, whole.circuits, whole.census, whole.closed,"
                    + " whole.vertices, whole.states, expected.gates, expected.events);\n"
                    + "return expected.size() < whole.size ? root.publish(expected, whole)"
                    + " : root.publish(expected, half) && root.publish(half, whole);",
            NoInversionStress.class),
    CYCLE_TESTED_OUTSIDE_THE_COMMIT(
            2,
            "graph/GraphChanges",
            "return commits.change(graph -> draft(graph, change, moment));",
            "while (true) {\nif (draft(root.read(), change, moment) == null) {\nreturn false;\n}\n"
                    + "Graph newer = root.read();\nDraft late = new Draft(newer);\n"
                    + "change.test(new Topology(late, CyclePolicy.CONDENSE, names::number, moment, new ArrayList<>()));\n"
                    + "if (root.publish(newer, late.build())) {\ncommits.announce();\nreturn true;\n}\n}",
            NoCycleStress.class),
    EVENTS_PUBLISHED_BEFORE_THE_STATES(
            4,
            "graph/Commits",
            "return root.publish(expected, draft.build());",
            "Graph whole = draft.build();\n"
                    + "Graph half = new Graph(whole.version, whole.size, whole.circuits, whole.census, whole.closed,"
                    + " whole.vertices, expected.states, whole.gates, whole.events);\n"
                    + "boolean done = root.publish(expected, expected.size() < whole.size ? whole : half);\n"
                    + "if (done) {\ncommitted.run();\nroot.publish(half, whole);\n}\nreturn done;",
            EventSeenImpliesStateSeenStress.class),
    DISPATCHER_DOES_NOT_LOOK_AGAIN(
            5,
            "event/Dispatcher",
            "return state == FREE ? more :",
            "return state == FREE ? false :",
            HandOffStress.class),
    MAILBOX_DOES_NOT_LOOK_AGAIN(
            6,
            "event/Mailbox",
            "} while (hasWork() && BUSY.compareAndSet(this, IDLE, RUNNING));",
            "} while (false);",
            MailboxHandOffStress.class),
    PERMIT_ENDED_BY_A_PLAIN_WRITE(
            5,
            "call/PermitImpl",
            "if (!ended.compareAndSet(false, true)) {\n            return;\n        }",
            "if (ended.get()) {\n            return;\n        }\nended.set(true);",
            PermitEndsOnceStress.class);

    /** The batch whose bugs were not found while both sides are compiled alike. */
    static final int SPLIT = 6;

    /**
     * Bugs of one batch are planted together, because starting the harness takes longer than the stress: none of them touches what
     * another one's class drives.
     */
    final int batch;

    final PlantedFault fault;

    /** What has to find it. */
    final List<Class<?>> foundBy;

    PlantedBug(int batch, String source, String original, String fault, Class<?>... foundBy) {
        this.batch = batch;
        this.fault = new PlantedFault(source, original, fault);
        this.foundBy = List.of(foundBy);
    }
}
