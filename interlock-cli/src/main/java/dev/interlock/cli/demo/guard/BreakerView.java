package dev.interlock.cli.demo.guard;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One breaker at one moment.
 *
 * @param name        the service it stands before
 * @param phase       its state
 * @param blockedBy   root causes, if something it depends on is open; never with a library that knows no dependencies
 * @param nextAttempt seconds until it tries to recover; empty unless it waits for that
 */
public record BreakerView(String name, Phase phase, List<String> blockedBy, OptionalDouble nextAttempt) {

    /**
     * Copies the list.
     *
     * @param name        the service it stands before
     * @param phase       its state
     * @param blockedBy   root causes, if something it depends on is open; never with a library that knows no dependencies
     * @param nextAttempt seconds until it tries to recover; empty unless it waits for that
     */
    public BreakerView {
        blockedBy = List.copyOf(blockedBy);
    }
}
