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

    private final Supplier<EventNode> newest;
    private final Consumer<InterlockEvent> engine;
    private final Executor hooks;
    private final int mailboxCapacity;
    private final Supplier<Snapshot> snapshot;
    private final TimeSource time;
    private final HookFailures failures;
    private final Consumer<InterlockEvent> recorder = JfrEvents.recorder();

    private final CopyOnWriteArrayList<Mailbox<?>> mailboxes = new CopyOnWriteArrayList<>();
    private final AtomicLong missed = new AtomicLong();
    private volatile boolean closed;

    private volatile int draining;
    /** Of the last event that was delivered to the engine and offered to every mailbox. */
    private volatile long position;

    private volatile long deaths;

    /** The drainer's: the last event the engine is done with, and the one it died of. */
    private long engineDone;

    private long engineDied;

    /**
     * A dispatcher for a chain from its start.
     *
     * @param newest the newest node of the published state
     * @param engine sees every event in order, before any listener; may commit
     */
    public Dispatcher(
            Supplier<EventNode> newest,
            Consumer<InterlockEvent> engine,
            Executor hooks,
            int mailboxCapacity,
            Supplier<Snapshot> snapshot,
            TimeSource time,
            HookFailures failures) {
        this.newest = newest;
        this.engine = engine;
        this.hooks = hooks;
        this.mailboxCapacity = mailboxCapacity;
        this.snapshot = snapshot;
        this.time = time;
        this.failures = failures;
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // A count for people; a call could overflow the stack again.
    public void signal() {
        do {
            if (draining != 0 || !DRAINING.compareAndSet(this, 0, 1)) {
                return;
            }
            try {
                drain();
            } catch (Throwable died) {
                deaths = deaths + 1;
                return;
            } finally {
                draining = 0;
            }
            // Orders letting go before looking again, as a commit orders its events before its try to drain.
            VarHandle.fullFence();
        } while (kickAndLookAgain());
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // A count for people; a call could overflow the stack again.
    private boolean kickAndLookAgain() {
        try {
            for (Mailbox<?> mailbox : mailboxes) {
                mailbox.kick();
            }
            return newest.get().lastSequence() > position;
        } catch (Throwable died) {
            deaths = deaths + 1;
            return false;
        }
    }

    private void drain() {
        EventNode last = newest.get();
        if (last.lastSequence() <= position) {
            return;
        }
        List<EventNode> nodes = new ArrayList<>();
        for (@Nullable EventNode node = last; node != null && node.lastSequence() > position; node = node.previous()) {
            nodes.add(node);
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            EventNode node = nodes.get(i);
            for (InterlockEvent event : node.events()) {
                long sequence = event.sequence();
                if (sequence > position) {
                    deliver(event, sequence);
                    position = sequence;
                }
            }
            node.cut();
        }
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
