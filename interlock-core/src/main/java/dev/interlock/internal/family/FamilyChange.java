package dev.interlock.internal.family;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.graph.GraphPatch.Changed;
import java.util.ArrayList;
import java.util.List;

/**
 * A family that is configured anew. The first commit takes the overflow circuit and as many keys as a commit may have, under the family's lock, so that
 * no key comes or goes meanwhile; from then on new keys go by the new terms. The other keys follow in commits of their own. Used by one thread, once.
 */
public final class FamilyChange {

    /** Keys in one commit: a new key of the family waits for it. */
    private static final int AT_ONCE = 1_000;

    private final FamilyImpl family;
    private final FamilyTerms before;
    private final FamilyTerms after;
    private final CircuitConfig overflow;

    /** Keys from here on go by the new terms: those that come are added behind it, and one that goes is followed by one from behind it. */
    private int next;

    /** A change that was worked out for a family that goes by these terms. */
    public FamilyChange(FamilyImpl family, FamilyTerms before, FamilyTerms after, CircuitConfig overflow) {
        this.family = family;
        this.before = before;
        this.after = after;
        this.overflow = overflow;
    }

    /** The family. */
    public String name() {
        return family.name();
    }

    /** From now on no key comes or goes; has to be followed by {@link #unlock}. */
    public void lock() {
        family.lock();
    }

    /** Keys come and go again. */
    public void unlock() {
        family.unlock();
    }

    /** Whether the family still goes by the terms that the change was worked out for. */
    public boolean isCurrent() {
        return family.terms().equals(before);
    }

    /** What the overflow circuit will go by. It has the edges of the keys, so what stands against theirs stands against its own. */
    public List<Changed> ofOverflow() {
        return family.changeOverflow(overflow);
    }

    /** What the first commit changes. Under the lock. */
    public List<Changed> first() {
        List<Changed> changes = new ArrayList<>(ofOverflow());
        next = family.placesTaken();
        changes.addAll(nextKeys());
        return changes;
    }

    /** The first commit was made. Under the same lock. */
    public void done() {
        family.goBy(after);
    }

    /** The next keys, of which perhaps none is to be changed. Under the lock. */
    public List<Changed> following() {
        if (!family.terms().equals(after)) { // somebody has the whole family configured anew again
            next = 0;
        }
        return nextKeys();
    }

    /** Whether no other keys follow. */
    public boolean isDone() {
        return next == 0;
    }

    private List<Changed> nextKeys() {
        int end = Math.min(next, family.placesTaken());
        next = Math.max(0, end - AT_ONCE);
        return family.changeKeys(next, end, after.template());
    }
}
