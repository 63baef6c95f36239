package dev.interlock.internal.recovery;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import java.util.List;

/** What a recovery is going to do: the waves of the graph, without what is closed. */
final class Plan {

    private Plan() {}

    static List<List<String>> of(Interlock interlock) {
        return interlock.recoveryOrder().stream()
                .map(wave -> wave.stream()
                        .filter(name -> interlock
                                .find(name)
                                .map(circuit -> !circuit.isClosed())
                                .orElse(false))
                        .toList())
                .filter(wave -> !wave.isEmpty())
                .toList();
    }

    /** Whether only an operator may move it. */
    static boolean isHeld(Circuit circuit) {
        return switch (circuit.state()) {
            case FORCED_OPEN, DISABLED, METRICS_ONLY -> true;
            case CLOSED, OPEN, HALF_OPEN -> false;
        };
    }
}
