package dev.interlock.internal.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitEvent;
import dev.interlock.event.CircuitTransitioned;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An event seen implies its state seen: a listener on another thread reads the circuit that it is told of. */
@JCStressTest
@Outcome(id = "not told", expect = ACCEPTABLE, desc = "The delivery was not handed over yet.")
@Outcome(id = "OPEN", expect = ACCEPTABLE, desc = "Told, and the state is there.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "Told of a state that is not published.")
@State
public class EventSeenImpliesStateSeenStress {

    private static final int TRIES = 200;

    private final AtomicReference<@Nullable Runnable> handedOver = new AtomicReference<>();
    private final Listening listening = new Listening(handedOver::set);
    private volatile String seen = "not told";

    /** One listener. */
    public EventSeenImpliesStateSeenStress() {
        listening.dispatcher.subscribe(
                CircuitTransitioned.class,
                event -> seen = listening.graph.state(event.circuit()).toString());
    }

    @Actor
    public void transition() {
        listening.graph.tryEvent("d0", CircuitEvent.TRIP);
    }

    @Actor
    public void delivery(L_Result result) {
        Runnable task = handedOver.get();
        for (int tries = 0; task == null && tries < TRIES; tries++) { // to be there as soon as it is handed over
            task = handedOver.get();
        }
        if (task != null) {
            task.run();
        }
        result.r1 = seen;
    }
}
