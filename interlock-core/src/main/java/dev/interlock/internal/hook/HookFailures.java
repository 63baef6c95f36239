package dev.interlock.internal.hook;

import dev.interlock.PrintableText;
import dev.interlock.TimeSource;
import dev.interlock.internal.text.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of the user's hooks and says them in the log: at most one line per second and kind, with the number of
 * those left out. Never throws, and takes no lock.
 */
public final class HookFailures {

    private static final System.Logger LOGGER = System.getLogger("dev.interlock");
    private static final long LOG_INTERVAL_NANOS = 1_000_000_000L;

    private final TimeSource time;
    /** One for each kind; filled once, so that it is read without a lock. */
    private final Map<HookKind, Tally> tallies = new EnumMap<>(HookKind.class);

    private final Log log;

    /** Where the lines go; the tests put their own. */
    interface Log {
        void line(System.Logger.Level level, String text);
    }

    /** Failures, none so far. */
    public HookFailures(TimeSource time) {
        this(time, LOGGER::log);
    }

    HookFailures(TimeSource time, Log log) {
        this.time = time;
        this.log = log;
        for (HookKind kind : HookKind.values()) {
            tallies.put(kind, new Tally());
        }
    }

    private Tally tally(HookKind kind) {
        return Objects.requireNonNull(tallies.get(kind));
    }

    /** A hook threw. */
    public void threw(HookKind kind, String name, Throwable thrown) {
        report(kind, kind.noun() + " '" + name + "' threw " + Texts.describe(thrown) + place(thrown));
    }

    /** A hook did not answer in time, or something else that takes a sentence. */
    public void report(HookKind kind, String sentence) {
        Tally tally = tally(kind);
        tally.count.incrementAndGet();
        try {
            say(kind, tally, sentence);
        } catch (Throwable logOrClockFails) {
            // The failure is counted; a log that fails must not become the failure of whoever reports.
        }
    }

    private void say(HookKind kind, Tally tally, String sentence) {
        long now = time.nanoTime();
        Said before = tally.said.get();
        boolean tooSoon = before != null && now - before.at() < LOG_INTERVAL_NANOS;
        if (tooSoon || !tally.said.compareAndSet(before, new Said(now))) {
            tally.unsaid.incrementAndGet();
            return;
        }
        long left = tally.unsaid.getAndSet(0);
        String more = left == 0 ? "" : " (and " + left + " more of this kind since the last line)";
        log.line(kind.level(), PrintableText.of(sentence) + more);
    }

    /** The line that threw: most of what a stack trace tells, without text from outside in it. */
    private static String place(Throwable thrown) {
        try {
            StackTraceElement[] trace = thrown.getStackTrace();
            return trace.length == 0 ? "" : " at " + inShort(trace[0]);
        } catch (Throwable hostile) {
            return "";
        }
    }

    /** How many failures of a kind there were. */
    public long count(HookKind kind) {
        return tally(kind).count.get();
    }

    /** Class, method and line; the module's name and version are the same everywhere. */
    private static String inShort(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    /** How many failures of hooks there were; listeners are counted by themselves, and the answer of a check is no failure. */
    public long total() {
        long total = 0;
        for (HookKind kind : HookKind.values()) {
            total += kind == HookKind.LISTENER || kind.answersByFailing() ? 0 : count(kind);
        }
        return total;
    }

    /** What is known of one kind. */
    private static final class Tally {
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong unsaid = new AtomicLong();
        /** The last line; null if there was none. */
        private final AtomicReference<@Nullable Said> said = new AtomicReference<>();
    }

    private record Said(long at) {}
}
