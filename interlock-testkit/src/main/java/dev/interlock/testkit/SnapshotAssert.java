package dev.interlock.testkit;

import dev.interlock.Snapshot;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link Snapshot}. */
public final class SnapshotAssert extends AbstractAssert<SnapshotAssert, Snapshot> {

    SnapshotAssert(Snapshot actual) {
        super(actual, SnapshotAssert.class);
    }

    /**
     * Verifies that the snapshot agrees with itself, see {@link InterlockChecks#assertConsistent}.
     *
     * @param options checks to do without
     * @return this
     */
    public SnapshotAssert isConsistent(InterlockChecks.Option... options) {
        isNotNull();
        InterlockChecks.assertConsistent(actual, options);
        return this;
    }
}
