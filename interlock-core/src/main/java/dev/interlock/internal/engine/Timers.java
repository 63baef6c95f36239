package dev.interlock.internal.engine;

import dev.interlock.Scheduler;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.text.Nanos;
import dev.interlock.internal.time.CoarseClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are armed: each runs at most once, or is cancelled, and is forgotten either way.
 *
 * <p>The scheduler may be the user's. One that refuses a timer, or loses it, does not keep it from running: the tick runs it. One
 * whose cancel throws hurts nobody. After {@link #close} none of these timers is left with it, whoever was just arming one.
 */
public final class Timers {

    /** So late is no scheduler under load: the timer is lost. */
    static final long LOST_NANOS = 5_000_000_000L;

    /** How many armed timers one tick looks at, so that a tick is short however many there are. */
    private static final int LOOKED_AT = 1_000;

    /** How long close() waits for a thread that is inside of the scheduler, in milliseconds: that one may wait for close(). */
    private static final int PATIENCE = 1_000;

    private final Scheduler scheduler;
    private final CoarseClock clock;
    private final HookFailures failures;
    private final Set<Timer> armed = ConcurrentHashMap.newKeySet();
    /** Those that the scheduler did not take. Empty unless it throws. */
    private final Set<Timer> refused = ConcurrentHashMap.newKeySet();
    /** Where the ticks are in {@link #armed}; only they touch it. */
    private Iterator<Timer> look = armed.iterator();

    private volatile boolean closed;

    /** No timers yet. */
    public Timers(Scheduler scheduler, CoarseClock clock, HookFailures failures) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.failures = failures;
    }

    /** Runs a task once, later. Whatever the scheduler throws is thrown, and then nothing stays behind. */
    public Timer schedule(Duration delay, Runnable task) {
        return schedule(new Timer(task, clock.nanos(), delay, false), delay);
    }

    /**
     * As {@link #schedule}, for what ends a call, and blames somebody for the time that it took: a timer that comes due in a pause of the process
     * gets what was left of it, so that what the pause held up may still end in time. Once only: where nothing but the tick fails, it still comes.
     */
    public Timer scheduleAwake(Duration delay, Runnable task) {
        return schedule(new Timer(task, clock.nanos(), delay, true), delay);
    }

    private Timer schedule(Timer timer, Duration delay) {
        try {
            arm(timer, delay);
        } catch (Throwable refusal) {
            timer.cancel();
            throw refusal;
        }
        return timer;
    }

    /** Runs a task once, later; a tick late at most if the scheduler does not take it. For what nobody else would think of again. */
    public Timer scheduleInAnyCase(Duration delay, Runnable task) {
        return scheduleInAnyCase(new Timer(task, clock.exact(), delay, false), delay);
    }

    /** As {@link #scheduleInAnyCase}, for what {@link #scheduleAwake} is for. */
    public Timer scheduleAwakeInAnyCase(Duration delay, Runnable task) {
        return scheduleInAnyCase(new Timer(task, clock.nanos(), delay, true), delay);
    }

    private Timer scheduleInAnyCase(Timer timer, Duration delay) {
        try {
            arm(timer, delay);
        } catch (Throwable refusal) {
            refused(timer, refusal);
        }
        return timer;
    }

    private void refused(Timer timer, Throwable refusal) {
        failures.threw(HookKind.PLATFORM, "scheduler", refusal);
        refused.add(timer);
        if (timer.hasEnded()) {
            refused.remove(timer);
        }
    }

    /** A scheduler for parts that know of none but that: it takes every timer, and each is for a time limit, as in {@link #scheduleAwake}. */
    public Scheduler asAwakeScheduler() {
        return (task, delay) -> scheduleInAnyCase(new Timer(task, clock.exact(), delay, true), delay)::cancel;
    }

    private void arm(Timer timer, Duration delay) {
        armed.add(timer);
        if (closed) { // asked after it was added: either this sees that it is closed, or close() sees the timer
            timer.cancel();
        }
        timer.handOver(delay);
    }

    /** How many are armed. */
    public int pending() {
        return armed.size();
    }

    /** Runs what the scheduler refused and is due by now, and what it has lost. By the tick only, which has just asked the clock. */
    void runOverdue() {
        long now = clock.nanos();
        for (Timer timer : List.copyOf(refused)) {
            if (timer.isLate(now, 0)) {
                runLate(timer);
            }
        }
        if (!look.hasNext()) {
            look = armed.iterator();
        }
        for (int i = 0; i < LOOKED_AT && look.hasNext(); i++) {
            Timer timer = look.next();
            // After a pause of the process all of them are late, and the scheduler is about to run them.
            long slept = clock.slept(timer.dueNanos, now);
            if (timer.isLate(now - slept, LOST_NANOS) && !timer.hasEnded()) {
                failures.report(
                        HookKind.PLATFORM, "the scheduler is more than 5 s late with a timer; the tick runs it");
                runLate(timer);
            }
        }
    }

    private void runLate(Timer timer) {
        try {
            timer.run();
            timer.letGo(); // what was lost may turn up
        } catch (Throwable thrown) { // as it would have in the scheduler: the others have their turn
            failures.threw(HookKind.INTERNAL, "timer", thrown);
        }
    }

    /**
     * Takes every timer back, and takes no more. What another thread is handing over at this moment that thread takes back, and
     * this one waits for it, so that nothing is left with the scheduler when this returns.
     */
    public void close() {
        closed = true;
        List<Timer> last = List.copyOf(armed);
        last.forEach(Timer::cancel);
        List<Timer> underWay = last.stream().filter(Timer::isBeingHandedOver).toList();
        for (int i = 0; i < PATIENCE && underWay.stream().anyMatch(Timer::isBeingHandedOver); i++) {
            LockSupport.parkNanos(1_000_000L);
        }
    }

    /** One armed timer. */
    public final class Timer implements Runnable {

        private final Runnable task;
        private final long sinceNanos;
        private volatile long dueNanos;
        /** Whether it is to get what is left of it after a pause, once. */
        private volatile boolean credits;

        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable Thread handingOver = Thread.currentThread();
        private volatile Scheduler.@Nullable Cancellable scheduled;

        private Timer(Runnable task, long sinceNanos, Duration delay, boolean credits) {
            this.task = task;
            this.sinceNanos = sinceNanos;
            this.dueNanos = sinceNanos + Nanos.of(delay);
            this.credits = credits;
        }

        private void handOver(Duration delay) {
            try {
                if (!ended.get()) {
                    scheduled = scheduler.schedule(this, delay);
                }
                if (ended.get()) { // it ran, or was cancelled, before there was a handle
                    letGo();
                }
            } finally {
                handingOver = null;
            }
        }

        private boolean isBeingHandedOver() {
            Thread thread = handingOver;
            return thread != null && thread != Thread.currentThread();
        }

        @Override
        public void run() {
            long left = credits ? left(clock.exact()) : 0;
            if (left > 0) {
                again(left);
            } else if (end()) {
                task.run();
            }
        }

        /** What a pause of the process left of it. */
        private long left(long nowNanos) {
            long slept = clock.slept(sinceNanos, nowNanos);
            return slept == 0 ? 0 : dueNanos - (nowNanos - slept);
        }

        private void again(long left) {
            credits = false;
            dueNanos = clock.exact() + left;
            handingOver = Thread.currentThread();
            try {
                handOver(Duration.ofNanos(left));
            } catch (Throwable refusal) {
                refused(this, refusal); // the tick will run it
            }
        }

        boolean hasEnded() {
            return ended.get();
        }

        private boolean isLate(long nowNanos, long byNanos) {
            return nowNanos - dueNanos >= byNanos; // by difference: monotonic time may wrap
        }

        /** Cancels it, unless it ran or runs. */
        public void cancel() {
            if (end()) {
                letGo();
            }
        }

        private boolean end() {
            boolean first = ended.compareAndSet(false, true);
            if (first) {
                armed.remove(this);
                refused.remove(this);
            }
            return first;
        }

        private void letGo() {
            Scheduler.Cancellable handle = scheduled;
            if (handle != null) {
                try {
                    handle.cancel();
                } catch (Throwable thrown) { // a scheduler of the user's: what was to follow follows
                    failures.threw(HookKind.PLATFORM, "cancel of a timer", thrown);
                }
            }
        }
    }
}
