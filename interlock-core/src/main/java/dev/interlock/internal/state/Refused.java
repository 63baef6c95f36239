package dev.interlock.internal.state;

import dev.interlock.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What guards and graph said when something was last tried and refused, for explanations. Decides nothing.
 *
 * @param reasons    why
 * @param sinceNanos when it was first refused for these reasons, without another answer between
 * @param lastNanos  when it was refused last
 */
public record Refused(List<Reason> reasons, long sinceNanos, long lastNanos) {

    /** The refusal that comes after another one: the same reasons go on, whatever else their words say. */
    public static Refused after(@Nullable Refused before, List<Reason> reasons, long nowNanos) {
        return new Refused(reasons, before != null && before.isFor(reasons) ? before.sinceNanos() : nowNanos, nowNanos);
    }

    /** The reasons that guards gave, in a state that was entered then; none if this is of an earlier one. */
    public List<Reason> guards(long enteredNanos) {
        return lastNanos - enteredNanos < 0
                ? List.of()
                : reasons.stream().filter(Refused::isOfGuard).toList();
    }

    private static boolean isOfGuard(Reason reason) {
        return switch (reason.kind()) {
            case GUARD_REFUSED, GUARD_FAILED, GUARD_TIMED_OUT -> true;
            case WRONG_STATE, DEPENDENCY, RECOVERY_BUDGET, GONE -> false;
        };
    }

    private boolean isFor(List<Reason> others) {
        if (reasons.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < reasons.size(); i++) {
            Reason mine = reasons.get(i);
            Reason other = others.get(i);
            if (mine.kind() != other.kind() || !mine.subject().equals(other.subject())) {
                return false;
            }
        }
        return true;
    }
}
