package dev.interlock.internal.engine;

import dev.interlock.internal.graph.Member;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How many probes wait for their answers at once. A hub that comes back has all that depend on it probed in one moment, and each probe has a thread
 * while it runs; so there are places, and who finds none comes when one is left, first come first served.
 *
 * <p>A probe that hangs has its place until it is late ({@code hookTimeout}), not longer: then it is answered for, and keeps its thread but nobody
 * from probing (L4). Others who hang with it are not made a second time, and need no place.
 */
final class ProbePlaces {

    /** As many as a pool of connections has, and more than a machine needs threads. */
    static final int AT_ONCE = 64;

    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Queue<Waiting> line = new ConcurrentLinkedQueue<>();
    private final Set<Waiting> inLine = ConcurrentHashMap.newKeySet();

    /** Takes a place; false if there is none, and then the circuit stands in line. */
    boolean take(Member member, long epoch) {
        if (free.tryAcquire()) {
            return true;
        }
        Waiting waiting = new Waiting(member, epoch);
        if (inLine.add(waiting)) {
            line.add(waiting);
        }
        return false;
    }

    /** Leaves a place. */
    void leave() {
        free.release();
    }

    /** Whose turn it is, if there is a place; whoever left one asks, and whoever stood in line after the last was left. */
    @Nullable
    Waiting next() {
        if (free.availablePermits() == 0) {
            return null;
        }
        Waiting next = line.poll();
        if (next != null) {
            inLine.remove(next);
        }
        return next;
    }

    /** A circuit in line, in the epoch in which it wants to be probed. */
    record Waiting(Member member, long epoch) {}
}
