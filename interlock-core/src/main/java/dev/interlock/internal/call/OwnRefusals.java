package dev.interlock.internal.call;

import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.PermitsExhaustedException;
import org.jspecify.annotations.Nullable;

/**
 * Says when a circuit refuses a call inside one of its own for want of what that one holds. Where the library knows the outer call it admits the inner
 * one; so this one came on a thread, or out of code, on which nobody could know. In HALF_OPEN that goes on for ever: the outer call
 * ends without a verdict each time. Said once for each circuit.
 */
final class OwnRefusals {

    private final CircuitImpl circuit;
    private volatile boolean said;

    OwnRefusals(CircuitImpl circuit) {
        this.circuit = circuit;
    }

    /** Called with what was nobody's failure, at the end of a call that holds something. */
    void lookFor(Throwable neutral, @Nullable Holding held) {
        if (held != null && !said && Causes.any(neutral, link -> isRefusedFor(link, held))) {
            said = true;
            System.getLogger("dev.interlock")
                    .log(
                            System.Logger.Level.WARNING,
                            "circuit ''{0}'' refused a call that was made inside a call of its own, where that could not be known, and"
                                    + " will do so again: begin such calls on the thread on which the outer one begins its work,"
                                    + " or run them in Permit.within",
                            circuit.name());
        }
    }

    private boolean isRefusedFor(Throwable link, Holding held) {
        return (held.isBounded() && link instanceof BulkheadFullException full && isOurs(full))
                || (held.isProbe() && link instanceof PermitsExhaustedException none && isOurs(none));
    }

    private boolean isOurs(CallRejectedException refusal) {
        return refusal.circuit().equals(circuit.name());
    }
}
