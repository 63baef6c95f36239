package dev.interlock;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer of graph and guards: allowed, or the reasons why not.
 *
 * @param reasons why not; empty if allowed
 */
public record Verdict(List<Reason> reasons) {

    private static final Verdict ALLOWED = new Verdict(List.of());

    /**
     * Copies the reasons.
     *
     * @param reasons why not; empty if allowed
     */
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /**
     * The verdict without a reason against.
     *
     * @return allowed
     */
    public static Verdict allowed() {
        return ALLOWED;
    }

    /**
     * Whether nothing speaks against it.
     *
     * @return true if there is no reason
     */
    public boolean isAllowed() {
        return reasons.isEmpty();
    }

    @Override
    public String toString() {
        return isAllowed()
                ? "allowed"
                : reasons.stream().map(Reason::message).collect(Collectors.joining("; ", "refused: ", ""));
    }
}
