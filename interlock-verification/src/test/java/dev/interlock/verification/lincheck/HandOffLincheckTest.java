package dev.interlock.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.InterlockEvent;
import dev.interlock.Snapshot;
import dev.interlock.event.SignalChanged;
import dev.interlock.internal.event.Dispatcher;
import dev.interlock.internal.event.EventNode;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.verification.NoTime;
import dev.interlock.verification.planted.PlantedFault;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * S4: commits at once, each with its signal, and no signal after them. When all are done, engine and listener have seen each event once
 * and in order. Deliveries run on whatever thread hands them over, one at a time.
 */
@EnabledIfSystemProperty(
        named = "interlock.proofs",
        matches = "short|long",
        disabledReason = "takes most of a minute: each operation has very many steps")
public class HandOffLincheckTest {

    private static final NoTime TIME = new NoTime();

    private final AtomicReference<EventNode> newest = new AtomicReference<>(EventNode.first());
    private final Dispatcher dispatcher = new Dispatcher(
            newest::get,
            this::engine,
            Runnable::run,
            100,
            HandOffLincheckTest::noSnapshot,
            TIME,
            new HookFailures(TIME));
    private volatile long engineSaw;
    private volatile long heard;
    private volatile boolean disorder;

    public HandOffLincheckTest() {
        dispatcher.subscribe(SignalChanged.class, this::hear);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one drainer at a time is what the dispatcher promises
    private void engine(InterlockEvent event) {
        disorder |= event.sequence() != engineSaw + 1;
        engineSaw = event.sequence();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one delivery at a time is what the mailbox promises
    private void hear(SignalChanged event) {
        disorder |= event.sequence() != heard + 1;
        heard = event.sequence();
    }

    private static Snapshot noSnapshot() {
        throw new IllegalStateException("no gap can come up");
    }

    @Operation
    public void commit() {
        EventNode seen;
        EventNode next;
        do {
            seen = newest.get();
            next = seen.append(List.of(new SignalChanged(seen.lastSequence() + 1, Instant.EPOCH, "disk", false, "")));
        } while (!newest.compareAndSet(seen, next));
        dispatcher.signal();
    }

    @Validate
    public void nothingIsLeftBehind() {
        long committed = newest.get().lastSequence();
        if (disorder || engineSaw != committed || heard != committed) {
            throw new IllegalStateException("of " + committed + " the engine saw " + engineSaw + ", the listener heard "
                    + heard + (disorder ? ", out of order" : ""));
        }
    }

    private static ModelCheckingOptions options() {
        return Effort.ofOnePair(1, 400);
    }

    @Test
    void events_committedAtOnce_areAllDeliveredInOrder() {
        options().check(HandOffLincheckTest.class);
    }

    @Test
    void events_dispatcherDoesNotLookAgain_isFound() throws Exception {
        assertThat(FaultyCore.isFoundBy(
                        HandOffLincheckTest.class, new PlantedFault("Dispatcher.goesOn", "? more", "? false")))
                .isTrue();
    }

    @Test
    void events_mailboxDoesNotLookAgain_isFound() throws Exception {
        assertThat(FaultyCore.isFoundBy(
                        HandOffLincheckTest.class,
                        new PlantedFault(
                                "Mailbox.run", "hasWork() && BUSY.compareAndSet(this, IDLE, RUNNING)", "false")))
                .isTrue();
    }
}
