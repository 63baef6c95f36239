package dev.interlock.testkit;

import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be true of every interlock: in each published state ({@link #assertConsistent}), and at the end of a test
 * ({@link #verify}). A failure tells every problem, not only the first.
 */
public final class InterlockChecks {

    /** Checks that a test may do without. */
    public enum Option {
        /** Permits and calls may be left open. */
        ALLOW_LEAKS,
        /** Listeners are meant to fail: that none did is then a problem. */
        EXPECT_LISTENER_FAILURES,
        /** Dependencies may form cycles, see {@link dev.interlock.CyclePolicy#CONDENSE}. */
        ALLOW_CYCLES
    }

    private InterlockChecks() {}

    /**
     * Closes an interlock after a test, and checks that it was left in order: permits are back and no call is in flight; the snapshot is
     * consistent; no listener failed unnoticed; no task failed on the manual time; and after {@link Interlock#close} no task is ahead
     * on the manual time, which should therefore carry no tasks of the test's own.
     *
     * @param interlock what the test used; closed afterwards
     * @param time      its time, scheduler and hook executor; what it holds back is run first
     * @param options   checks to do without
     * @throws AssertionError with every problem
     */
    public static void verify(Interlock interlock, ManualTime time, Option... options) {
        Set<Option> chosen = setOf(options);
        time.resumeInline();
        List<String> problems = new ArrayList<>();
        Diagnostics diagnostics = interlock.diagnostics();
        if (!chosen.contains(Option.ALLOW_LEAKS)) {
            leaks(diagnostics, problems);
        }
        problems.addAll(SnapshotChecker.problems(interlock.snapshot(), chosen.contains(Option.ALLOW_CYCLES)));
        listeners(diagnostics, chosen.contains(Option.EXPECT_LISTENER_FAILURES), problems);
        interlock.close();
        int pending = time.pendingTasks();
        if (pending > 0) {
            problems.add(pending + " task(s) are still scheduled after close(), the next in "
                    + time.nextTaskIn().orElseThrow());
        }
        List<Throwable> failures = time.takeFailures();
        for (Throwable failure : failures) {
            problems.add("a task on the manual time threw " + failure);
        }
        report("The interlock was not left in order", problems, failures);
    }

    /**
     * Checks that a snapshot agrees with itself: blocked counts, blocking names and root causes of all nodes equal those computed anew from
     * states and edges, edges have their ends, and dependencies form no cycle.
     *
     * @param snapshot the snapshot
     * @param options  checks to do without
     * @throws AssertionError with every problem
     */
    public static void assertConsistent(Snapshot snapshot, Option... options) {
        report(
                "Snapshot " + snapshot.version() + " does not agree with itself",
                SnapshotChecker.problems(snapshot, setOf(options).contains(Option.ALLOW_CYCLES)),
                List.of());
    }

    private static void leaks(Diagnostics diagnostics, List<String> problems) {
        if (diagnostics.permitsOutstanding() != 0) {
            problems.add(diagnostics.permitsOutstanding()
                    + " HALF_OPEN permit(s) were not ended; if that is meant, say so with @AllowLeaks");
        }
        if (diagnostics.callsInFlight() != 0) {
            problems.add(diagnostics.callsInFlight()
                    + " call(s) are still in flight; if that is meant, say so with @AllowLeaks");
        }
    }

    private static void listeners(Diagnostics diagnostics, boolean expected, List<String> problems) {
        long failures = diagnostics.listenerFailures();
        if (expected && failures == 0) {
            problems.add("no listener failed, but the test says so with @ExpectListenerFailures");
        } else if (!expected && failures != 0) {
            problems.add(failures
                    + " delivery(s) to listeners threw; if that is meant, say so with @ExpectListenerFailures");
        }
    }

    private static void report(String what, List<String> problems, List<Throwable> causes) {
        if (!problems.isEmpty()) {
            AssertionError error = new AssertionError(what + ":\n  - " + String.join("\n  - ", problems));
            causes.forEach(error::addSuppressed);
            throw error;
        }
    }

    private static Set<Option> setOf(Option... options) {
        Set<Option> set = EnumSet.noneOf(Option.class);
        set.addAll(Arrays.asList(options));
        return set;
    }
}
