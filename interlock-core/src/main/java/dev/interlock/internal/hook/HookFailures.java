package dev.interlock.internal.hook;

import dev.interlock.PrintableText;
import dev.interlock.TimeSource;
import dev.interlock.internal.text.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of the user's hooks and says them in the log: the first of each hook at once, and while it goes on failing again after 1 s, 2 s,
 * 4 s and so on up to a minute, with the number of those left out. A hook that fails every second for a day is some 1,400 lines and not 86,400, and
 * hides no other one. Never throws, and takes no lock.
 */
public final class HookFailures {

    private static final System.Logger LOGGER = System.getLogger("dev.interlock");
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    private static final long LONGEST_NANOS = 60 * SHORTEST_NANOS;
    /** After so long without a failure the next one is the first again. */
    private static final long FORGIVEN_NANOS = 10 * LONGEST_NANOS;

    /** Hooks of a kind that are told apart; names may come from outside. What is beyond is one more hook. */
    private static final int MOST_NAMES = 256;

    private static final String OTHERS = "others";

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
        report(kind, name, kind.noun() + " '" + name + "' threw " + Texts.describe(thrown) + place(thrown));
    }

    /** Something that is no hook's by name: such sentences of a kind share their lines. */
    public void report(HookKind kind, String sentence) {
        report(kind, "", sentence);
    }

    /** A hook did not answer in time, or something else that takes a sentence. */
    public void report(HookKind kind, String name, String sentence) {
        Tally tally = tally(kind);
        tally.count.incrementAndGet();
        try {
            say(kind, tally.line(name), sentence);
        } catch (Throwable logOrClockFails) {
            // The failure is counted; a log that fails must not become the failure of whoever reports.
        }
    }

    private void say(HookKind kind, Line line, String sentence) {
        long now = time.nanoTime();
        Said before = line.said.get();
        long since = before == null ? 0 : now - before.at();
        if (before != null && since < before.pause()) {
            line.unsaid.incrementAndGet();
            return;
        }
        Said next = new Said(
                now,
                before == null || since >= FORGIVEN_NANOS
                        ? SHORTEST_NANOS
                        : Math.min(LONGEST_NANOS, 2 * before.pause()));
        if (!line.said.compareAndSet(before, next)) { // somebody else says it
            line.unsaid.incrementAndGet();
            return;
        }
        long left = line.unsaid.getAndSet(0);
        String more = left == 0 ? "" : " (and " + left + " more times since the last line)";
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
        private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();

        Line line(String name) {
            Line known = lines.get(name);
            if (known != null) {
                return known;
            }
            return lines.computeIfAbsent(lines.size() < MOST_NAMES ? name : OTHERS, unused -> new Line());
        }
    }

    /** What was said of one hook. */
    private static final class Line {
        private final AtomicLong unsaid = new AtomicLong();
        /** The last line; null if there was none. */
        private final AtomicReference<@Nullable Said> said = new AtomicReference<>();
    }

    /**
     * One line.
     *
     * @param at    when it was said
     * @param pause how long the next one has to wait
     */
    private record Said(long at, long pause) {}
}
