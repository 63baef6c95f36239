package dev.interlock.internal.event;

import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.SignalChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A published state that holds nothing but events. Even numbers are transitions, odd ones are signal changes. */
final class Commits {

    private final AtomicReference<EventNode> root = new AtomicReference<>(EventNode.first());

    EventNode newest() {
        return root.get();
    }

    /** One commit with so many events. */
    void commit(int events) {
        EventNode before;
        EventNode after;
        do {
            before = root.get();
            List<InterlockEvent> committed = new ArrayList<>();
            for (int i = 1; i <= events; i++) {
                committed.add(event(before.lastSequence() + i));
            }
            after = before.append(committed);
        } while (!root.compareAndSet(before, after));
    }

    /** One commit with this event; only while nobody else commits. */
    void commit(InterlockEvent event) {
        root.set(root.get().append(List.of(event)));
    }

    static InterlockEvent event(long sequence) {
        if (sequence % 2 == 1) {
            return new SignalChanged(sequence, Instant.EPOCH, "disk", false, "");
        }
        return transition(sequence);
    }

    static CircuitTransitioned transition(long sequence) {
        Cause cause = new Cause(CircuitEvent.CASCADE, Optional.of("db"), Optional.empty(), "why");
        return new CircuitTransitioned(sequence, Instant.EPOCH, "api", State.CLOSED, State.OPEN, 7, cause);
    }
}
