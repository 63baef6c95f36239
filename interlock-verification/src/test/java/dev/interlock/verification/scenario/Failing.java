package dev.interlock.verification.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import java.io.IOException;

/** Calls that end badly or well. */
final class Failing {

    static final Actor OPS = Actor.of("ops");

    private Failing() {}

    static void fail(Circuit circuit) {
        assertThatThrownBy(() -> circuit.run(() -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(IOException.class);
    }

    static void succeed(Circuit circuit) {
        circuit.run(() -> {});
    }
}
