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
 * A fault in the real source of one class of the core, by replacing pieces of it. Each has to be found by the stress class
 * that is named with it; else that class proves nothing.
 */
@SuppressWarnings({"ImmutableEnumChecker", "StringConcatToTextBlock"
}) // the lists are never written; the texts are code, line by line
enum PlantedBug {
    PLACE_TAKEN_BY_A_PLAIN_WRITE(
            1,
            "Episode.tryEnter",
            "if (word.compareAndSet(now, now + 1))",
            "word.set(now + 1);\nif (now >= 0)",
            EpisodeLastPlaceStress.class),
    PLACE_GIVEN_BACK_BY_A_PLAIN_WRITE(
            2, "Episode.leave", "word.decrementAndGet()", "word.set(word.get() - 1)", EpisodePlaceHandedOnStress.class),
    SUCCESS_COUNTED_BY_A_PLAIN_WRITE(
            3,
            "Episode.succeed",
            "return (word.addAndGet(ONE_SUCCESS - 1) >>> 32)",
            "word.set(word.get() + ONE_SUCCESS - 1);\nreturn (word.get() >>> 32)",
            EpisodeResetAskedOnceStress.class),
    PLACE_FREE_BEFORE_THE_SUCCESS_COUNTS(
            4,
            "Episode.succeed",
            "return (word.addAndGet(ONE_SUCCESS - 1) >>> 32)",
            "word.decrementAndGet();\nreturn (word.addAndGet(ONE_SUCCESS) >>> 32)",
            EpisodeEnoughProbesStress.class),
    ROLL_PUBLISHED_BY_A_PLAIN_WRITE(
            1,
            "TimeWindow.rollTo",
            "if (ROLL.compareAndSet(this, seen, next))",
            "roll = next;\nif (next != null)",
            RollFirstBucketStress.class),
    FAILURES_READ_BEFORE_THE_ROLL(
            6,
            List.of(
                    new PlantedFault("TimeWindow.sums", "Roll seen = roll", "long failed = failures.get()"),
                    new PlantedFault("TimeWindow.sums", "long failed = failures.get()", "Roll seen = roll")),
            RollNeverNegativeStress.class),
    FAILURE_WRITTEN_WITHOUT_A_PLACE_OF_ITS_OWN(
            3,
            "LatestFailures.record",
            "(written.getAndIncrement() % size)",
            "(written.get() % size);\nwritten.set(written.get() + 1)",
            FailureThresholdStress.class),
    OLDER_FAILURE_HIDES_A_NEWER_ONE(
            4,
            List.of(
                    new PlantedFault(
                            "LatestFailures.record",
                            "while (held < mark && !ring.compareAndSet(..))",
                            "if (held < mark)"),
                    new PlantedFault("LatestFailures.record", "{ held = ring.get(place)", "{ ring.set(place, mark)")),
            LatestFailuresNewestStress.class),
    PLACE_READ_AND_WRITTEN_IN_TWO_STEPS(
            1,
            "CountWindow.put",
            "add((byte) PLACE.getAndSet(..), -1)",
            "byte old = (byte) PLACE.getVolatile(ring, place);\nPLACE.setVolatile(..);\nadd(old, -1)",
            CountWindowPlaceStress.class),
    COUNTER_RAISED_AFTER_THE_PLACE_WAS_WRITTEN(
            2,
            List.of(
                    new PlantedFault(
                            "CountWindow.put",
                            "add(outcome, 1)",
                            "add((byte) PLACE.getAndSet(ring, place, outcome), -1)"),
                    new PlantedFault("CountWindow.put", "add((byte) PLACE.getAndSet(..), -1)", "add(outcome, 1)")),
            CountWindowNeverNegativeStress.class),
    GRAPH_PUBLISHED_BY_A_PLAIN_WRITE(
            1,
            "GraphRoot.publish",
            "return CURRENT.compareAndSet(this, expected, next)",
            "if (current != expected) {\nreturn false;\n}\ncurrent = next;\nreturn true",
            OneWinnerStress.class,
            BlockedCountStress.class),
    RECOVERY_COMMITTED_ON_A_NEWER_GRAPH(
            2,
            "Commits.transition",
            "if (publish(graph, draft))",
            "Draft late = new Draft(root.read());\nTransitions.move(late, index, decision.to(), cause, moment);\nif (publish(root.read(), late))",
            GuardedRecoveryStress.class),
    STATES_PUBLISHED_BEFORE_THE_BLOCKED_COUNTS(
            3,
            "Commits.publish",
            "return root.publish(expected, draft.build())",
            "Graph whole = draft.build();\nGraph half = new Graph(whole.version, whole.size, whole.circuits, whole.census, whole.closed, whole.vertices, whole.states, expected.gates, expected.events);\nreturn expected.size() < whole.size ? root.publish(expected, whole) : root.publish(expected, half) && root.publish(half, whole)",
            NoInversionStress.class),
    CYCLE_TESTED_OUTSIDE_THE_COMMIT(
            2,
            "GraphChanges.changeUnannounced",
            "return commits.changeUnannounced(..);",
            "while (true) {\nif (draft(root.read(), change, moment, mention) == null) {\nreturn false;\n}\n"
                    + "Graph newer = root.read();\nDraft late = new Draft(newer);\n"
                    + "change.test(new Topology(late, CyclePolicy.CONDENSE, mention, moment));\n"
                    + "if (root.publish(newer, late.build())) {\nreturn true;\n}\n}",
            NoCycleStress.class),
    EVENTS_PUBLISHED_BEFORE_THE_STATES(
            4,
            "Commits.publish",
            "return root.publish(expected, draft.build())",
            "Graph whole = draft.build();\nGraph half = new Graph(whole.version, whole.size, whole.circuits, whole.census, whole.closed, whole.vertices, expected.states, whole.gates, whole.events);\nboolean done = root.publish(expected, expected.size() < whole.size ? whole : half);\nif (done) {\ncommitted.run();\nroot.publish(half, whole);\n}\nreturn done",
            EventSeenImpliesStateSeenStress.class),
    DISPATCHER_DOES_NOT_LOOK_AGAIN(5, "Dispatcher.goesOn", "? more", "? false", HandOffStress.class),
    MAILBOX_DOES_NOT_LOOK_AGAIN(
            6,
            "Mailbox.run",
            "hasWork() && BUSY.compareAndSet(this, IDLE, RUNNING)",
            "false",
            MailboxHandOffStress.class),
    PERMIT_ENDED_BY_A_PLAIN_WRITE(
            5,
            List.of(
                    new PlantedFault("PermitImpl.decide", "!ended.compareAndSet(false, true)", "ended.get()"),
                    new PlantedFault("PermitImpl.decide", "finish(..)", "ended.set(true);\nfinish(..)")),
            PermitEndsOnceStress.class);

    /** The batch whose bugs were not found while both sides are compiled alike. */
    static final int SPLIT = 6;

    /**
     * Bugs of one batch are planted together, because starting the harness takes longer than the stress: none of them touches what
     * another one's class drives.
     */
    final int batch;

    final List<PlantedFault> pieces;

    /** What has to find it. */
    final List<Class<?>> foundBy;

    PlantedBug(int batch, String place, String original, String replacement, Class<?>... foundBy) {
        this(batch, List.of(new PlantedFault(place, original, replacement)), foundBy);
    }

    PlantedBug(int batch, List<PlantedFault> pieces, Class<?>... foundBy) {
        this.batch = batch;
        this.pieces = pieces;
        this.foundBy = List.of(foundBy);
    }
}
