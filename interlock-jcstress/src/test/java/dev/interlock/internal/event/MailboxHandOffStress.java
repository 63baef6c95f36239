package dev.interlock.internal.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.event.SignalChanged;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * S4: a task that delivers comes to its end while the next event is offered. Either the task looks again, or a new one is handed to the
 * executor; else the event stays behind.
 */
@JCStressTest
@Outcome(id = "in order: 2", expect = ACCEPTABLE, desc = "Both were delivered, once and in order.")
@Outcome(id = "in order: [01]", expect = FORBIDDEN, desc = "An event was left behind.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "Twice, out of order, or by two tasks at once.")
@State
public class MailboxHandOffStress {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Listening listening = new Listening(this::handOver);
    private final Mailbox<SignalChanged> mailbox =
            new Mailbox<>(SignalChanged.class, this::hear, listening.dispatcher, 100, 0);
    private volatile long last;
    private volatile int told;
    private volatile String order = "in order";

    /** One event is ready to be delivered, and its task waits to be run. */
    public MailboxHandOffStress() {
        offer(1);
    }

    private void offer(long sequence) {
        mailbox.offer(new SignalChanged(sequence, Instant.EPOCH, "disk", false, ""));
        mailbox.kick();
    }

    private void handOver(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            return tasks.poll();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one delivery at a time is what the mailbox promises
    private void hear(SignalChanged event) {
        if (event.sequence() <= last) {
            order = "out of order";
        }
        last = event.sequence();
        told++;
    }

    @Actor
    public void offering() {
        offer(2);
    }

    @Actor
    public void delivering() {
        runNext();
    }

    @Arbiter
    public void after(L_Result result) {
        while (runNext()) {
            // what was handed over and not yet run
        }
        result.r1 = order + ": " + told;
    }

    private boolean runNext() {
        Runnable task = next();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }
}
