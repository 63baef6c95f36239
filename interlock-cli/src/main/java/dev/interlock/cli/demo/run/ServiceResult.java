package dev.interlock.cli.demo.run;

/**
 * What came of one service.
 *
 * @param name            its name
 * @param served          calls from outside that were answered
 * @param refused         calls that a breaker refused, here or further down
 * @param failed          calls that failed otherwise
 * @param recoverySeconds from the repair until it answered again; -1 if it did not
 */
public record ServiceResult(String name, long served, long refused, long failed, double recoverySeconds) {

    /**
     * Whether it answered again.
     *
     * @return true if it did
     */
    public boolean isBack() {
        return recoverySeconds >= 0;
    }
}
