package dev.interlock.internal.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The one mutable cell of the graph. Every commit is one compare-and-set here, and every decision begins with one read: these
 * two methods are the only points at which threads can come between each other.
 */
public class GraphRoot {

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(GraphRoot.class, "current", Graph.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // read and written through CURRENT
    private volatile Graph current;

    /** A root without limits for all circuits together. */
    public GraphRoot() {
        this(RecoveryLimits.NONE);
    }

    /** A root whose graphs all have these limits. */
    public GraphRoot(RecoveryLimits limits) {
        current = Graph.empty(limits);
    }

    /** The newest graph. An acquire-read: whoever saw a commit sees it, or a later one, here. */
    public Graph read() {
        return (Graph) CURRENT.getAcquire(this);
    }

    /** Publishes a graph; false, and no effect, if {@code expected} is not the newest any more. */
    boolean publish(Graph expected, Graph next) {
        return CURRENT.compareAndSet(this, expected, next);
    }
}
