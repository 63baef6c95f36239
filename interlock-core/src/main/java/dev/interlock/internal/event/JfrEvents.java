package dev.interlock.internal.event;

import dev.interlock.Actor;
import dev.interlock.InterlockEvent;
import dev.interlock.event.CircuitTransitioned;
import java.util.function.Consumer;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Writes transitions to the flight recorder, as {@code dev.interlock.Transition}. The recorder's module
 * is optional: where it is missing, or not among the resolved modules, nothing is written.
 *
 * <p>A process in which nobody has asked for the recorder yet records nothing, and need not load it: that takes half a second and more on a
 * busy machine, and it would be the call that opens the first circuit whose thread does it, with its bulkhead place in its hand.
 */
final class JfrEvents {

    private JfrEvents() {}

    /** Takes every event and records the transitions. */
    static Consumer<InterlockEvent> recorder() {
        try {
            Class.forName("jdk.jfr.Event", false, JfrEvents.class.getClassLoader());
            // The classes that name the recorder's types are loaded here, and nowhere else.
            return new Recorder();
        } catch (ClassNotFoundException | LinkageError noRecorder) {
            return event -> {};
        }
    }

    private static final class Recorder implements Consumer<InterlockEvent> {
        @Override
        public void accept(InterlockEvent event) {
            // The event's class, when it is first used, loads the whole recorder.
            if (event instanceof CircuitTransitioned transition && FlightRecorder.isInitialized()) {
                record(transition);
            }
        }

        private static void record(CircuitTransitioned transition) {
            TransitionEvent event = new TransitionEvent();
            if (!event.isEnabled()) {
                return;
            }
            event.circuit = transition.circuit();
            event.from = transition.from().name();
            event.to = transition.to().name();
            event.epoch = transition.epoch();
            event.sequence = transition.sequence();
            event.cause = transition.cause().event().name();
            event.source = transition.cause().source().orElse("");
            event.actor = transition.cause().actor().map(Actor::name).orElse("");
            event.detail = transition.cause().detail();
            event.commit();
        }
    }

    /** The record as the flight recorder knows it. */
    @Name("dev.interlock.Transition")
    @Label("Circuit Transition")
    @Description("A circuit changed its state")
    @Category("Interlock")
    @StackTrace(false)
    static final class TransitionEvent extends Event {
        @Label("Circuit")
        String circuit = "";

        @Label("From")
        String from = "";

        @Label("To")
        String to = "";

        @Label("Epoch")
        long epoch;

        @Label("Sequence")
        long sequence;

        @Label("Cause")
        String cause = "";

        @Label("Source")
        @Description("For a cascade, the circuit or signal whose opening started it")
        String source = "";

        @Label("Actor")
        @Description("For an operator's event, who")
        String actor = "";

        @Label("Detail")
        String detail = "";
    }
}
