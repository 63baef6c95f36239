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
            ReferenceNode.Timer next = null;
            for (ReferenceNode node : graph.nodes.values()) {
                ReferenceNode.Timer timer = nextDue(node);
                if (timer != null && timer.due() <= end && (next == null || timer.compareTo(next) < 0)) {
                    first = node;
                    next = timer;
                }
            }
            long at = next == null ? end : next.due();
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
                decide(late, Meaning.FAILURE, "ABANDONED");
            } else if (first != null) {
                timer(first);
            }
        }
    }
}
