package dev.interlock.verification.nesting;

import static dev.interlock.verification.call.Traffic.halfOpen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.testkit.InterlockExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call inside a call that nobody could know for one is refused; that it was refused by itself is said, once for each circuit. */
@ExtendWith(InterlockExtension.class)
class OwnRefusalLogTest {

    private final Logger logger = Logger.getLogger("dev.interlock");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().contains("inside a call of its own")) {
                lines.add(String.valueOf(line.getParameters()[0]));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private @Nullable Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel(); // other tests make it quiet
        logger.setLevel(Level.WARNING);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setLevel(before);
    }

    @Test
    void continuationThatItsOwnCallRefuses_isSaidOnce(Interlock interlock) {
        Circuit circuit = interlock.define("own-continuation", c -> c.halfOpenCalls(1));
        halfOpen(circuit);

        for (int i = 0; i < 3; i++) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            CompletableFuture<String> call = circuit.callAsync(() ->
                    stage.thenCompose(value -> circuit.callAsync(() -> CompletableFuture.completedFuture(value))));
            stage.complete("first");
            assertThatThrownBy(call::join).hasCauseInstanceOf(PermitsExhaustedException.class);
        }

        assertThat(lines).filteredOn("own-continuation"::equals).hasSize(1);
    }

    @Test
    void permitWhosePartIsNotWithinIt_isSaid(Interlock interlock) {
        Circuit circuit = interlock.define("own-permit", c -> c.maxConcurrent(1));

        try (Permit permit = circuit.acquire()) {
            assertThatThrownBy(() -> circuit.call(() -> "refused")).satisfies(permit::failure);
        }

        assertThat(lines).filteredOn("own-permit"::equals).hasSize(1);
    }

    @Test
    void refusalByAnotherCircuit_isNotSaid(Interlock interlock) {
        Circuit circuit = interlock.define("own-outer", c -> c.maxConcurrent(1));
        Circuit other = interlock.define("own-other", c -> c.maxConcurrent(1));

        try (Permit taken = other.acquire()) {
            assertThatThrownBy(() -> circuit.run(() -> {
                        CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(() -> other.run(() -> {}));
                        elsewhere.join();
                    }))
                    .hasCauseInstanceOf(dev.interlock.BulkheadFullException.class);
            taken.ignore();
        }

        assertThat(lines).doesNotContain("own-outer", "own-other");
    }
}
