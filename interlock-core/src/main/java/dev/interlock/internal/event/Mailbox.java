package dev.interlock.internal.event;

import dev.interlock.InterlockEvent;
import dev.interlock.Subscription;
import dev.interlock.event.EventsMissed;
import dev.interlock.internal.hook.HookKind;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one listener has still ahead of it: bounded, delivered one at a time and in order on the hook executor.
 *
 * <p>The dispatcher's drainer, one thread at a time, offers; one task at a time delivers. Offering the same event again does
 * nothing, so a drainer that died may be followed by one that begins a little earlier. When the box is full its oldest event
 * goes, and the listener is told the range before whatever it gets next. The lock guards a few field writes and never user
 * code; between those writes there is no call, so a stack overflow finds the box either without the event or with it.
 */
final class Mailbox<E extends InterlockEvent> implements Runnable, Subscription {

    private static final AtomicIntegerFieldUpdater<Mailbox<?>> BUSY = busy();
    /** Nothing delivers; a task was handed to the executor; a task delivers. */
    private static final int IDLE = 0;

    private static final int CALLED = 1;
    private static final int RUNNING = 2;

    /** So late is no executor that still has the task; as with timers. */
    private static final long LOST_NANOS = 5_000_000_000L;

    private final Class<E> type;
    private final Consumer<? super E> listener;
    private final Dispatcher dispatcher;
    private final int capacity;
    private final boolean own;
    private final AtomicLong failures = new AtomicLong();

    /** Whether the gap event is of the type; to another listener it cannot be given, only counted. */
    private final boolean tellsGaps;

    private final Object lock = new Object();
    /** The one before the oldest event; itself empty or taken. */
    private Link head = new Link(null);

    private Link tail = head;
    private long firstMissed;
    private long lastMissed;
    /** Only the drainer's. */
    private long lastOffered;
    /** Only the tick's: whether a task was handed over at the last one, and had not begun; and since when. */
    private boolean waiting;

    private long waitsSince;

    private volatile int pending;
    private volatile boolean gap;
    private volatile long missed;
    private volatile boolean closed;
    private volatile int busy;

    /** A box for the events after one. */
    Mailbox(Class<E> type, Consumer<? super E> listener, Dispatcher dispatcher, int capacity, long after) {
        this(type, listener, dispatcher, capacity, after, false);
    }

    Mailbox(Class<E> type, Consumer<? super E> listener, Dispatcher dispatcher, int capacity, long after, boolean own) {
        this.own = own;
        this.type = type;
        this.listener = listener;
        this.dispatcher = dispatcher;
        this.capacity = capacity;
        this.lastOffered = after;
        tellsGaps = type.isAssignableFrom(EventsMissed.class);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The updater knows the class, not its type argument.
    private static AtomicIntegerFieldUpdater<Mailbox<?>> busy() {
        return (AtomicIntegerFieldUpdater) AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "busy");
    }

    /** Takes an event in, if it is of the type and was not offered before. Only for the drainer. */
    void offer(InterlockEvent event) {
        long sequence = event.sequence();
        if (sequence <= lastOffered) {
            return;
        }
        if (closed || !type.isInstance(event)) {
            lastOffered = sequence;
            return;
        }
        Link link = new Link(event);
        link.sequence = sequence;
        long dropped = 0;
        synchronized (lock) {
            if (pending >= capacity && head.next != null) {
                head = head.next;
                head.event = null;
                firstMissed = gap ? firstMissed : head.sequence;
                lastMissed = head.sequence;
                gap = tellsGaps;
                missed = missed + 1;
                pending = pending - 1;
                dropped = 1;
            }
            tail.next = link;
            tail = link;
            pending = pending + 1;
            lastOffered = sequence;
        }
        dispatcher.countMissed(own ? 0 : dropped);
    }

    /** Has what is ahead delivered, if nothing does so already. Cheap if there is nothing. */
    void kick() {
        if (hasWork() && busy == IDLE && BUSY.compareAndSet(this, IDLE, CALLED)) {
            handOver();
        }
    }

    /**
     * Hands the task over once more if none has begun for so long that the executor, which may be the user's, has lost it. If it only was slow, one
     * of the two finds nothing to do. By the tick only.
     */
    void callAgain(long nowNanos) {
        if (busy != CALLED) {
            waiting = false;
        } else if (!waiting) {
            waiting = true;
            waitsSince = nowNanos;
        } else if (nowNanos - waitsSince >= LOST_NANOS) {
            waitsSince = nowNanos;
            handOver();
        }
    }

    private void handOver() {
        try {
            dispatcher.executor().execute(this);
        } catch (Throwable refused) {
            // The next signal or tick tries again. If the task did begin, the call is not ours to take back.
            BUSY.compareAndSet(this, CALLED, IDLE);
            if (!own) { // a log that nobody asked for is no reason to say that something is wrong
                dispatcher.failures().threw(HookKind.PLATFORM, "hook executor", refused);
            }
        }
    }

    private boolean hasWork() {
        return !closed && (pending > 0 || gap);
    }

    /** Delivers until nothing is left. Looks again after it let go, so that nothing offered meanwhile stays behind. */
    @Override
    public void run() {
        if (!BUSY.compareAndSet(this, CALLED, RUNNING)) {
            return;
        }
        do {
            try {
                if (!deliverAll()) {
                    return;
                }
            } finally {
                busy = IDLE;
            }
            VarHandle.fullFence();
        } while (hasWork() && BUSY.compareAndSet(this, IDLE, RUNNING));
    }

    /** False if a gap could not be told now; it is kept for the next signal. */
    private boolean deliverAll() {
        while (!closed) {
            if (gap && !tellGap()) {
                return false;
            }
            InterlockEvent next = take();
            if (next != null) {
                deliver(type.cast(next));
            } else if (!gap) {
                return true;
            }
        }
        return true;
    }

    private void deliver(E event) {
        try {
            listener.accept(event);
        } catch (Throwable thrown) {
            failures.incrementAndGet();
            dispatcher.listenerFailed(type, thrown);
        }
    }

    /** The oldest event; null if there is none, or a gap comes first. */
    private @Nullable InterlockEvent take() {
        synchronized (lock) {
            Link next = head.next;
            if (gap || next == null) {
                return null;
            }
            head = next;
            pending = pending - 1;
            InterlockEvent event = next.event;
            next.event = null;
            return event;
        }
    }

    private boolean tellGap() {
        long first;
        long last;
        synchronized (lock) {
            first = firstMissed;
            last = lastMissed;
            gap = false;
        }
        E missedEvents;
        try {
            // Outside of the lock: the snapshot has to be built, and the clock may be the user's.
            missedEvents = type.cast(new EventsMissed(last, dispatcher.now(), first, last, dispatcher.snapshot()));
        } catch (Throwable thrown) {
            dispatcher.failures().threw(HookKind.INTERNAL, "gap of a listener", thrown);
            synchronized (lock) {
                firstMissed = first;
                lastMissed = gap ? lastMissed : last;
                gap = true;
            }
            return false;
        }
        deliver(missedEvents);
        return true;
    }

    /** Whether its listener is the library's own. */
    boolean isOwn() {
        return own;
    }

    int pending() {
        return pending;
    }

    @Override
    public long missed() {
        return missed;
    }

    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (lock) {
            head = tail;
            head.event = null;
            pending = 0;
            gap = false;
        }
        dispatcher.remove(this);
    }

    /** One event in line. */
    private static final class Link {
        private @Nullable InterlockEvent event;
        private @Nullable Link next;
        private long sequence;

        Link(@Nullable InterlockEvent event) {
            this.event = event;
        }
    }
}
