package dev.interlock.verification.model;

/** Time as the specification tells it: timers and deadlines in their order. */
class ReferenceTime extends ReferenceCalls {

    ReferenceTime(Answers answers) {
        super(answers);
    }

    /** Moves the time, from one timer to the next. */
    void advance(long nanos) {
        long end = now + nanos;
        while (true) {
            ReferenceNode first = null;
            long at = end;
            for (ReferenceNode node : graph.nodes.values()) {
                Long due = nextDue(node);
                if (due != null && due <= at) {
                    first = node;
                    at = due;
                }
            }
            Permit late = null;
            for (Permit permit : outstanding) {
                if (permit.deadline <= at && (permit.deadline < at || (first == null && late == null))) {
                    late = permit;
                    at = permit.deadline;
                    first = null;
                }
            }
            if (first == null && late == null) {
                now = end;
                return;
            }
            now = at;
            if (late != null) {
                end(late, Meaning.FAILURE, "ABANDONED");
            } else if (first != null) {
                timer(first);
            }
        }
    }
}
