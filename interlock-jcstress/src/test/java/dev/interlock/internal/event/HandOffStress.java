package dev.interlock.internal.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitEvent;
import dev.interlock.event.CircuitTransitioned;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * S4: two commits at once, and no signal after them. Whoever found the other one draining has gone on; so the other one has to look
 * again after it let go, or an event stays behind until something else happens.
 */
@JCStressTest
@Outcome(id = "in order: 2", expect = ACCEPTABLE, desc = "Both were delivered, once and in order.")
@Outcome(id = "in order: [01]", expect = FORBIDDEN, desc = "An event was left behind.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "Twice, or out of order.")
@State
public class HandOffStress {

    private final Listening listening = new Listening(Runnable::run);
    private volatile long last;
    private volatile int told;
    private volatile String order = "in order";

    /** One listener, to whom deliveries are made one at a time. */
    public HandOffStress() {
        listening.dispatcher.subscribe(CircuitTransitioned.class, this::hear);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one delivery at a time is what the mailbox promises
    private void hear(CircuitTransitioned event) {
        if (event.sequence() <= last) {
            order = "out of order";
        }
        last = event.sequence();
        told++;
    }

    @Actor
    public void first() {
        listening.graph.tryEvent("d0", CircuitEvent.TRIP);
    }

    @Actor
    public void second() {
        listening.graph.tryEvent("d1", CircuitEvent.TRIP);
    }

    @Arbiter
    public void after(L_Result result) {
        result.r1 = order + ": " + told;
    }
}
