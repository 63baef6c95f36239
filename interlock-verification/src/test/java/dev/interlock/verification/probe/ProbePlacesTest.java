package dev.interlock.verification.probe;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hub that comes back has many probed at once: so many at a time, the others in turn, and none forgotten. */
class ProbePlacesTest {

    private static final Actor ACTOR = Actor.of("test");
    private static final int PLACES = 64;
    private static final int MANY = 300;

    private final ManualTime time = ManualTime.create();
    private final Deque<Runnable> handedOver = new ArrayDeque<>();
    private final Interlock interlock = Interlock.create(settings -> settings.timeSource(time)
            .scheduler(time)
            .hookExecutor(handedOver::add)
            .log(false));
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void close() {
        interlock.close();
    }

    @Test
    void hubThatComesBack_hasSoManyProbedAtATime_andTheOthersInTurn() {
        defineMany();

        hubComesBack();

        assertThat(handedOver).hasSize(PLACES);
        run(1);
        assertThat(handedOver).as("one has left its place").hasSize(PLACES);
        int most = 0;
        while (!handedOver.isEmpty()) {
            most = Math.max(most, handedOver.size());
            run(1);
        }
        assertThat(most).isEqualTo(PLACES);
        assertThat(interlock.snapshot().nodes())
                .filteredOn(node -> node.kind() == NodeKind.CIRCUIT)
                .allMatch(node -> node.state() == State.CLOSED);
        assertThat(made).as("each once").hasValue(MANY);
    }

    @Test
    void probesThatHang_keepTheirPlacesUntilTheyAreLate_andTheOthersAreMadeThen() {
        defineMany();
        hubComesBack();
        List<Runnable> hang = new ArrayList<>(handedOver); // begin, and never come back in time
        handedOver.clear();

        time.advance(ofSeconds(1)); // the limit of a hook

        assertThat(hang).hasSize(PLACES);
        assertThat(handedOver).isNotEmpty();
        for (int rounds = 0; rounds < MANY; rounds++) {
            run(handedOver.size());
            time.advance(ofMillis(100));
        }
        assertThat(made).as("who did not hang was probed").hasValueGreaterThanOrEqualTo(MANY - PLACES);
    }

    @Test
    void circuitsInLine_thatMovedOnMeanwhile_areLeftOut_andTheOthersHaveTheirTurn() {
        defineMany();
        hubComesBack();
        for (int i = PLACES; i < 3 * PLACES; i++) {
            interlock.circuit("c" + i).operator().forceClose(ACTOR, "by hand");
        }

        run(PLACES);

        assertThat(handedOver).as("who is left in line").hasSize(PLACES);
        run(MANY);
        assertThat(made).hasValue(MANY - 2 * PLACES);
    }

    @Test
    void circuitsInLine_whoseDependencyIsDownAgain_areLeftOut_andTheOthersHaveTheirTurn() {
        defineMany();
        interlock.define("other", c -> {});
        for (int i = PLACES; i < 3 * PLACES; i++) {
            interlock.link("c" + i, EdgeKind.DEPENDS_ON, "other");
        }
        hubComesBack();
        interlock.circuit("other").operator().forceOpen(ACTOR, "down");

        run(PLACES);

        assertThat(handedOver).as("who is left in line").hasSize(PLACES);
    }

    @Test
    void interval_withJitter_isSpread() {
        for (int i = 0; i < 20; i++) {
            interlock.define(
                    "c" + i, c -> c.jitter(0.5).resetTimeout(ofSeconds(100)).probe(this::probed, ofSeconds(10)));
        }
        interlock.names().forEach(name -> interlock.circuit(name).operator().open(ACTOR, "down"));

        List<Integer> eachSecond = new ArrayList<>();
        for (int second = 0; second < 11; second++) {
            time.advance(ofSeconds(1));
            eachSecond.add(handedOver.size());
            handedOver.clear();
        }

        assertThat(eachSecond.subList(0, 4)).as("none before half of it").containsOnly(0);
        assertThat(eachSecond.stream().filter(count -> count > 0))
                .as("not all at once")
                .hasSizeGreaterThan(2);
    }

    private void defineMany() {
        interlock.define("hub", c -> {});
        interlock.defineAll(all -> {
            for (int i = 0; i < MANY; i++) {
                all.define(
                        "c" + i,
                        c -> c.dependsOn("hub")
                                .resetTimeout(ofSeconds(1))
                                .successThreshold(1)
                                .probe(this::probed, ofSeconds(1)));
            }
        });
        interlock.circuit("hub").operator().forceOpen(ACTOR, "down");
        for (int i = 0; i < MANY; i++) {
            interlock.circuit("c" + i).operator().open(ACTOR, "down");
        }
        time.advance(ofSeconds(5));
        assertThat(made).hasValue(0);
    }

    private void hubComesBack() {
        interlock.circuit("hub").operator().forceClose(ACTOR, "up");
    }

    private boolean probed() {
        made.incrementAndGet();
        return true;
    }

    private void run(int tasks) {
        for (int i = 0; i < tasks && !handedOver.isEmpty(); i++) {
            handedOver.remove().run();
        }
    }
}
