package dev.interlock.internal.event;

import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What has to follow from an event or a timer, in pieces. Whoever drains the events works the pieces off, before the next event, so that it can hand
 * over between two of them: thousands of wake-ups hold no caller, and not the scheduler.
 *
 * <p>Anybody adds, one at a time works off. A piece that dies of a VirtualMachineError stays where it is and is done once more, by the next drainer:
 * at the end of some caller's stack nothing may be lost. Dies it again, it is given up, and it alone: so what a piece of many steps finds to do is
 * done as a piece of its own.
 */
public final class Backlog {

    private final ConcurrentLinkedQueue<BooleanSupplier> pieces = new ConcurrentLinkedQueue<>();
    private final HookFailures failures;

    /** The drainer's: what the last step has found to do, before the next step. */
    private @Nullable BooleanSupplier found;

    /** The drainer's: the piece that a drainer died of. */
    private @Nullable BooleanSupplier died;

    /** A backlog without anything in it. */
    public Backlog(HookFailures failures) {
        this.failures = failures;
    }

    /** Has a piece done; whoever adds it from outside of an event has to signal. */
    public void add(Runnable piece) {
        pieces.add(once(piece));
    }

    /**
     * The same for a piece that takes many steps, and says after each whether there are more; nothing is done before the last but what its steps have
     * {@link #found}.
     */
    public void addSteps(BooleanSupplier piece) {
        pieces.add(piece);
    }

    /** Called once at most by a step that is not the last: has this done before the next one. */
    public void found(Runnable piece) {
        found = once(piece);
    }

    private static BooleanSupplier once(Runnable piece) {
        return () -> {
            piece.run();
            return false;
        };
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Does the oldest piece, or a step of it; false if there is none. Only for the drainer. */
    boolean doOne() {
        BooleanSupplier next = found;
        if (next != null) {
            boolean unused = isMoreOf(next);
            found = null;
            return true;
        }
        BooleanSupplier piece = pieces.peek();
        if (piece == null) {
            return false;
        }
        if (!isMoreOf(piece)) {
            pieces.poll();
        }
        return true;
    }

    /** Does it, or a step of it. */
    @SuppressWarnings("ReferenceEquality") // the very piece
    private boolean isMoreOf(BooleanSupplier piece) {
        boolean more = false;
        try {
            more = piece.getAsBoolean();
        } catch (VirtualMachineError thrown) {
            if (died != piece) {
                died = piece;
                throw thrown;
            }
            failures.threw(HookKind.INTERNAL, "engine", thrown);
        } catch (Throwable thrown) {
            failures.threw(HookKind.INTERNAL, "engine", thrown);
        }
        died = null;
        return more;
    }

    /** Drops everything: the interlock was closed. Only what is there; the drainer may be at work. */
    public void clear() {
        pieces.removeIf(piece -> true);
    }
}
