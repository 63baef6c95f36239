package dev.interlock.internal.event;

import dev.interlock.InterlockEvent;
import dev.interlock.Snapshot;
import dev.interlock.Subscription;
import dev.interlock.TimeSource;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the events of commits to the engine and to the listeners' mailboxes: in order, none lost, none twice.
 *
 * <p><b>One drainer.</b> Whoever commits calls {@link #signal()} on its own thread, and so does the tick. One of them at a time
 * holds {@link #draining} and walks from the newest node back to the last delivered one, then delivers forward. Others go
 * on at once. After letting go, the drainer looks again: whoever found it busy committed before it looked. So an event
 * waits for no further signal, and a commit from inside the engine only appends.
 *
 * <p><b>Nobody is held for long.</b> A drainer is somebody's thread: a user's call, or the scheduler with everybody's time limits. Where others commit
 * without pause, or an event wakes thousands, it delivers for {@link #STINT_NANOS}, and hands over to the hook executor; until a thread of
 * that one begins, nobody else drains, so order stays what it is. If none begins from one tick to the next, the tick delivers for such a while itself.
 * Time is the interlock's: where a test's stands still, everything stays on one thread.
 *
 * <p><b>A drainer may die</b> anywhere by an Error; commits happen on users' threads, at any depth of stack. {@link #position}
 * moves on after each event, mailboxes take no event twice, and letting go is a plain field write, which needs no stack. The next
 * signal resumes. Only the engine may see an event again, once, if it died of it by a VirtualMachineError: an armed timer that
 * is armed twice does no harm, one that is never armed stops a circuit for good.
 *
 * <p><b>Cost.</b> Nothing new: one read of the root and one per listener. Listeners never run here, unless the executor runs
 * tasks on the thread that hands them over; even then the drainer has let go before.
 */
public final class Dispatcher implements AutoCloseable {

    private static final AtomicIntegerFieldUpdater<Dispatcher> DRAINING =
            AtomicIntegerFieldUpdater.newUpdater(Dispatcher.class, "draining");

    /** Nobody drains; somebody does; a task of the hook executor is going to. */
    private static final int FREE = 0;

    private static final int BUSY = 1;
    private static final int HANDED = 2;

    /** How long a thread that is not ours is held at most, but for the event or the piece that it is at. */
    static final long STINT_NANOS = 10_000_000;

    /** How many nodes are walked back in one step. */
    static final int NODES_IN_A_STEP = 1_000;

    /** How many deliveries there are between two looks at the clock. */
    private static final int STEPS_BETWEEN_LOOKS = 4;

    private final Supplier<EventNode> newest;
    private final Consumer<InterlockEvent> engine;
    private final Executor hooks;
    private final int mailboxCapacity;
    private final Supplier<Snapshot> snapshot;
    private final TimeSource time;
    private final HookFailures failures;
    private final Backlog backlog;
    private final Consumer<InterlockEvent> recorder = JfrEvents.recorder();

    private final CopyOnWriteArrayList<Mailbox<?>> mailboxes = new CopyOnWriteArrayList<>();
    private final AtomicLong missed = new AtomicLong();
    private volatile boolean closed;

    private volatile int draining;
    /** How often somebody began to drain; counted by whoever does. */
    private volatile int stints;
    /** The tick's: how often that was at the last one. */
    private int stintsAtTick;
    /** Of the last event that was delivered to the engine and offered to every mailbox. */
    private volatile long position;

    private volatile long deaths;

    /** The drainer's: the last event the engine is done with, and the one it died of. */
    private long engineDone;

    private long engineDied;

    /** The drainer's: what is ahead, the oldest last. */
    private List<EventNode> ahead = new ArrayList<>();

    /** The drainer's: what is going to be ahead, and the next node on the way back to the oldest; null if nobody is on it. */
    private List<EventNode> walked = new ArrayList<>();

    private @Nullable EventNode walkingTo;

    /** A dispatcher for a chain from its start, whose engine puts nothing off. */
    public Dispatcher(
            Supplier<EventNode> newest,
            Consumer<InterlockEvent> engine,
            Executor hooks,
            int mailboxCapacity,
            Supplier<Snapshot> snapshot,
            TimeSource time,
            HookFailures failures) {
        this(newest, engine, hooks, mailboxCapacity, snapshot, time, failures, new Backlog(failures));
    }

    /**
     * A dispatcher for a chain from its start.
     *
     * @param newest the newest node of the published state
     * @param engine sees every event in order, before any listener; may commit
     * @param backlog what the engine puts off, which is done before the next event
     */
    public Dispatcher(
            Supplier<EventNode> newest,
            Consumer<InterlockEvent> engine,
            Executor hooks,
            int mailboxCapacity,
            Supplier<Snapshot> snapshot,
            TimeSource time,
            HookFailures failures,
            Backlog backlog) {
        this.newest = newest;
        this.engine = engine;
        this.hooks = hooks;
        this.mailboxCapacity = mailboxCapacity;
        this.snapshot = snapshot;
        this.time = time;
        this.failures = failures;
        this.backlog = backlog;
    }

    /** Registers a listener: it gets every event that is committed after this returned. */
    public <E extends InterlockEvent> Subscription subscribe(Class<E> type, Consumer<? super E> listener) {
        return subscribe(type, listener, false);
    }

    /** Registers a listener of the library's own: it is not among those that are counted for the user. */
    public void subscribeOwn(Consumer<? super InterlockEvent> listener) {
        Subscription unused = subscribe(InterlockEvent.class, listener, true);
    }

    private <E extends InterlockEvent> Subscription subscribe(
            Class<E> type, Consumer<? super E> listener, boolean own) {
        Mailbox<E> mailbox = new Mailbox<>(
                type, listener, this, mailboxCapacity, newest.get().lastSequence(), own);
        mailboxes.add(mailbox);
        if (closed) {
            mailbox.close();
        }
        return mailbox;
    }

    /** Says that there may be something new; after each commit and on each tick. Never throws, never waits. */
    public void signal() {
        drain(FREE, false);
    }

    /**
     * {@link #signal}, and goes on where the hook executor was handed the rest, and no thread of it has begun since the last tick; and has listeners
     * called again whose task the executor has lost.
     */
    public void onTick() {
        if (draining == HANDED && stints == stintsAtTick) {
            drain(HANDED, false);
        }
        stintsAtTick = stints;
        callAgain();
        signal();
    }

    private void callAgain() {
        long now = time.nanoTime();
        for (Mailbox<?> mailbox : mailboxes) {
            mailbox.callAgain(now);
        }
    }

    /** Drains, if it is in this state. {@code ours} if this thread is the hook executor's, which nobody waits for. */
    @SuppressWarnings(
            "NonAtomicVolatileUpdate") // Counts of who drains, and for people; a call could overflow the stack again.
    private void drain(int from, boolean ours) {
        int state = from;
        do {
            if (draining != state || !DRAINING.compareAndSet(this, state, BUSY)) {
                return;
            }
            state = FREE;
            try {
                stints = stints + 1;
                if (!deliverForAWhile()) {
                    state = HANDED;
                }
            } catch (Throwable died) {
                deaths = deaths + 1;
                return;
            } finally {
                draining = state;
            }
            // Orders letting go before looking again, as a commit orders its events before its try to drain.
            VarHandle.fullFence();
        } while (goesOn(state, ours));
    }

    private boolean goesOn(int state, boolean ours) {
        boolean more = kickAndLookAgain();
        return state == FREE ? more : ours || !isHandedOver();
    }

    /** False if the executor takes nothing: then this thread goes on. */
    private boolean isHandedOver() {
        try {
            hooks.execute(() -> drain(HANDED, true));
            return true;
        } catch (Throwable refused) {
            failures.threw(HookKind.PLATFORM, "hook executor", refused);
            return false;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // A count for people; a call could overflow the stack again.
    private boolean kickAndLookAgain() {
        try {
            for (Mailbox<?> mailbox : mailboxes) {
                mailbox.kick();
            }
            return newest.get().lastSequence() > position || !backlog.isEmpty();
        } catch (Throwable died) {
            deaths = deaths + 1;
            return false;
        }
    }

    /** Delivers what is ahead, in order; false if it is not all, and has taken its time. */
    private boolean deliverForAWhile() {
        long begun = 0;
        for (int steps = 1; step(); steps++) {
            if (steps % STEPS_BETWEEN_LOOKS == 0) {
                long now = time.nanoTime();
                if (steps == STEPS_BETWEEN_LOOKS) { // few steps are no stint, and need no clock
                    begun = now;
                } else if (now - begun > STINT_NANOS) {
                    return false;
                }
            }
        }
        return true;
    }

    /** One piece that was put off, or one event, or the look for more; false if there is nothing. */
    private boolean step() {
        if (backlog.doOne()) {
            return true;
        }
        if (ahead.isEmpty()) {
            return lookAhead();
        }
        EventNode oldest = ahead.get(ahead.size() - 1);
        if (position < oldest.lastSequence()) { // else a drainer died before it could take it off
            InterlockEvent event = oldest.event(position + 1);
            long sequence = event.sequence();
            deliver(event, sequence);
            position = sequence;
        }
        if (position >= oldest.lastSequence()) {
            oldest.cut();
            ahead.remove(ahead.size() - 1);
        }
        return true;
    }

    private boolean lookAhead() {
        @Nullable EventNode node = walkingTo;
        if (node == null) {
            walked = new ArrayList<>();
            node = newest.get();
        }
        // A drainer may die anywhere here. Then the next one goes on, with a node that is there twice at most, of which
        // the second is passed over.
        for (int nodes = 0; node != null && node.lastSequence() > position; nodes++) {
            if (nodes == NODES_IN_A_STEP) {
                return true;
            }
            walked.add(node);
            node = node.previous();
            walkingTo = node;
        }
        ahead = walked;
        walkingTo = null;
        return !ahead.isEmpty();
    }

    private void deliver(InterlockEvent event, long sequence) {
        if (sequence > engineDone) {
            tellEngine(event, sequence);
            engineDone = sequence;
        }
        for (Mailbox<?> mailbox : mailboxes) {
            mailbox.offer(event);
        }
    }

    private void tellEngine(InterlockEvent event, long sequence) {
        try {
            engine.accept(event);
            recorder.accept(event);
        } catch (VirtualMachineError died) {
            if (engineDied != sequence) {
                engineDied = sequence;
                throw died;
            }
            failures.threw(HookKind.INTERNAL, "engine", died);
        } catch (Throwable thrown) {
            failures.threw(HookKind.INTERNAL, "engine", thrown);
        }
    }

    /** Of the last event that was delivered to the engine and offered to every listener. */
    public long position() {
        return position;
    }

    /** How many drainers died by an Error; the next one took over. */
    public long deaths() {
        return deaths;
    }

    /** Deliveries that are still ahead, over all listeners. */
    public long pending() {
        return mailboxes.stream()
                .filter(mailbox -> !mailbox.isOwn())
                .mapToLong(Mailbox::pending)
                .sum();
    }

    /** Events that did not fit a mailbox, over all listeners that ever were. */
    public long missed() {
        return missed.get();
    }

    /** Deliveries to listeners that threw, over all listeners that ever were. */
    public long listenerFailures() {
        return failures.count(HookKind.LISTENER);
    }

    /** How many listeners there are. */
    public int listeners() {
        return (int) mailboxes.stream().filter(mailbox -> !mailbox.isOwn()).count();
    }

    /** Ends every subscription. The engine goes on to be told. */
    @Override
    public void close() {
        closed = true;
        for (Mailbox<?> mailbox : mailboxes) {
            mailbox.close();
        }
    }

    Executor executor() {
        return hooks;
    }

    HookFailures failures() {
        return failures;
    }

    Instant now() {
        return time.instant();
    }

    Snapshot snapshot() {
        return snapshot.get();
    }

    void countMissed(long events) {
        if (events > 0) {
            missed.addAndGet(events);
        }
    }

    void listenerFailed(Class<?> type, Throwable thrown) {
        failures.threw(HookKind.LISTENER, "on " + type.getSimpleName(), thrown);
    }

    void remove(Mailbox<?> mailbox) {
        mailboxes.remove(mailbox);
    }
}
