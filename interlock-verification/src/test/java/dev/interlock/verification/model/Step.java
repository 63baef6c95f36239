package dev.interlock.verification.model;

import dev.interlock.EdgeKind;

/**
 * One step of a plan. A step on something that is not there does nothing, so any list of steps can be played.
 *
 * @param action what is done
 * @param node   number of the node it is done to
 * @param other  number of a second node, of a permit, or what a guard says from now on
 * @param kind   of the edge that comes or goes
 * @param nanos  how far time moves
 */
record Step(Action action, int node, int other, EdgeKind kind, long nanos) {

    /** What can be done; more likely ones first. */
    enum Action {
        ADVANCE(14),
        CALL_FAILS(12),
        CALL_SUCCEEDS(8),
        NESTED_FAILS(5),
        NESTED_SUCCEEDS(3),
        CALL_IS_NEUTRAL(2),
        ACQUIRE(6),
        END_SUCCESS(4),
        END_FAILURE(2),
        END_IGNORED(1),
        END_CLOSED(1),
        ATTEMPT_RECOVERY(3),
        RESET(3),
        GUARD(8),
        SIGNAL(4),
        OPEN(2),
        FORCE_OPEN(1),
        FORCE_CLOSE(2),
        DISABLE(1),
        METRICS_ONLY(2),
        RELEASE(2),
        LINK(2),
        UNLINK(1),
        REMOVE(1),
        DEFINE(3);

        final int weight;

        Action(int weight) {
            this.weight = weight;
        }
    }

    @Override
    public String toString() {
        return switch (action) {
            case ADVANCE -> "ADVANCE " + nanos + " ns";
            case NESTED_FAILS, NESTED_SUCCEEDS, GUARD -> action + " " + node + " " + other;
            case END_SUCCESS, END_FAILURE, END_IGNORED, END_CLOSED -> action + " " + other;
            case LINK, UNLINK -> action + " " + node + " " + kind + " " + other;
            default -> action + " " + node;
        };
    }
}
