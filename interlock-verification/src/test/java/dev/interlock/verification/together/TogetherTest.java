package dev.interlock.verification.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.InterlockChecks.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * All features at once, drawn from a seed: S4 and S6 after every step, S9 at the end, and L5: when everything is well again and requests come in
 * at the top, every circuit closes. {@code -Dinterlock.seed=N} replays one seed.
 */
class TogetherTest {

    private static final int STEPS = 60;
    private static final int MOST_SECONDS = 900;
    private static final Logger LOG = Logger.getLogger("dev.interlock");

    private static long seeds() {
        return switch (System.getProperty("interlock.proofs", "quick")) {
            case "long" -> 100_000;
            case "short" -> 10_000;
            default -> 500;
        };
    }

    /** Guards that throw and listeners that are told of it are part of the play. */
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void aloud() {
        LOG.setLevel(null);
    }

    @Test
    void everythingTogether_keepsWhatIsPromised_andComesBack() {
        Long only = Long.getLong("interlock.seed");
        List<String> wrong = new ArrayList<>();
        LongStream all = only != null ? LongStream.of(only) : LongStream.rangeClosed(1, seeds());
        all.forEach(seed -> {
            try {
                play(seed);
            } catch (Throwable failed) {
                wrong.add("seed " + seed + ": " + failed);
                if (only != null) {
                    failed.printStackTrace();
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    private static void play(long seed) {
        try (World world = new World(seed)) {
            Option[] options = world.condensed ? new Option[] {Option.ALLOW_CYCLES} : new Option[0];
            Order order = new Order();
            world.interlock.on(CircuitTransitioned.class, order::told);
            Steps steps = new Steps(world);
            for (int i = 0; i < STEPS; i++) {
                steps.one();
                InterlockChecks.assertConsistent(world.interlock.snapshot(), options);
            }
            steps.calmDown();
            comeBack(world, steps);
            assertThat(order.wrong).isEmpty();
            steps.cancelPending(); // of those whose stage nobody ends, and which have no limit
            assertThat(notClosed(world)).isEmpty();
            InterlockChecks.verify(world.interlock, world.time, options);
        }
    }

    private static void comeBack(World world, Steps steps) {
        for (int second = 0; second < MOST_SECONDS; second++) {
            world.time.advance(Duration.ofSeconds(1));
            world.entries().forEach(world::request);
            for (int key = 0; key < 8; key++) {
                Circuit circuit = world.family.circuit("key" + key);
                world.request(circuit);
            }
            if (second == 60) {
                steps.cancelPending();
            }
            if (second > 60 && notClosed(world).isEmpty()) {
                return;
            }
        }
    }

    /** With why, so that a seed explains itself. */
    private static List<String> notClosed(World world) {
        List<String> left = new ArrayList<>();
        for (NodeView node : world.interlock.snapshot().nodes()) {
            if (node.kind() == NodeKind.CIRCUIT && (node.state() != State.CLOSED || node.isBlocked())) {
                String config = world.interlock
                        .find(node.name())
                        .map(circuit -> circuit.config().recoveryMode() + ", "
                                + circuit.config().dependencyReadiness() + ", depends on " + circuit.dependencies()
                                + ", after " + circuit.config().recoversAfter() + ", guards "
                                + circuit.config().recoveryGuards().keySet()
                                + circuit.config().resetGuards().keySet()
                                + (circuit.config().probe().isPresent() ? ", probed" : ""))
                        .orElse("");
                left.add(world.interlock.explain(node.name()).text() + " {" + config + "}");
            }
        }
        return left;
    }

    /** Each transition begins where the last one of its circuit ended, and sequence numbers grow. */
    private static final class Order {
        private final Map<String, CircuitTransitioned> last = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();
        private long sequence = -1;

        void told(CircuitTransitioned event) {
            if (event.sequence() <= sequence) {
                wrong.add(event + " after " + sequence);
            }
            sequence = event.sequence();
            CircuitTransitioned before = last.put(event.circuit(), event);
            boolean goesOn = before == null
                    || event.epoch() == 1 // a circuit of this name that was defined later
                    || (before.to() == event.from() && before.epoch() + 1 == event.epoch());
            if (!goesOn) {
                wrong.add(event + " after " + before);
            }
        }
    }
}
