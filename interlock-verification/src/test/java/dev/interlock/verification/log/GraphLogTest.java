package dev.interlock.verification.log;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.ErrorTexts;
import dev.interlock.Interlock;
import dev.interlock.InterlockSettings;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the library says by itself, word by word. */
class GraphLogTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ManualTime time = ManualTime.create();
    private Interlock interlock = Interlock.create();
    private Lines log = new Lines(Level.INFO);

    @BeforeEach
    void begin() {
        create(settings -> {});
    }

    private void create(Consumer<InterlockSettings.Builder> more) {
        interlock.close();
        interlock = Interlock.create(settings -> {
            settings.timeSource(time).scheduler(time).hookExecutor(time);
            more.accept(settings);
        });
    }

    @AfterEach
    void end() {
        interlock.close();
        log.close();
    }

    private Circuit define(String name, String... dependencies) {
        return interlock.define(
                name, c -> c.failureThreshold(1).resetTimeout(WAIT).dependsOn(dependencies));
    }

    @Test
    void opening_isOneLine_andSoIsTheClosing() {
        Circuit circuit = define("log.c");

        throwing(circuit, new ConnectException("refused"));
        assertThat(log.said())
                .containsExactly("circuit WARNING 'log.c' is OPEN: 1 failure within 60 s;"
                        + " last error: ConnectException: refused; next attempt in 10 s");

        log.flush();
        time.advance(WAIT);
        good(circuit);
        assertThat(log.said()).containsExactly("circuit INFO 'log.c' is CLOSED after 10 s");
    }

    @Test
    void openingOfWhatOthersDependOn_isAnOutage_andTellsHowManyAreBlocked() {
        Circuit db = define("log.db");
        define("log.orders", "log.db");
        define("log.web", "log.orders");

        bad(db);
        assertThat(log.said())
                .singleElement()
                .asString()
                .startsWith("outage WARNING 'log.db' is OPEN: 1 failure within 60 s; last error: ")
                .endsWith("; next attempt in 10 s; it blocks 2 circuits");

        log.flush();
        for (int i = 0; i < 2; i++) {
            time.advance(WAIT);
            bad(db);
        }
        time.advance(WAIT);
        good(db);
        assertThat(log.said())
                .containsExactly("outage INFO 'log.db' is CLOSED after 30 s and 3 attempts; it released 2 circuits");
    }

    @Test
    void reopenings_areForWhoWantsToKnow() {
        Circuit circuit = define("log.c");
        log.close();
        log = new Lines(Level.FINE);

        bad(circuit);
        time.advance(WAIT);
        bad(circuit);

        assertThat(log.said()).element(1).isEqualTo("circuit FINE 'log.c' is OPEN again: a probe failed");
    }

    @Test
    void operatorsAndCascades_areNamed() {
        interlock.define("log.source", c -> c.cascadesTo("log.target"));
        Circuit target = define("log.target");

        open(interlock.circuit("log.source"));
        target.operator().forceOpen(OPS, "restoring a backup");
        target.operator().forceClose(OPS, "restored");

        assertThat(log.said())
                .contains(
                        "circuit WARNING 'log.target' is OPEN by a cascade from 'log.source'; next attempt in 10 s",
                        "circuit INFO 'log.target' is FORCED_OPEN by ops ('restoring a backup')",
                        "circuit INFO 'log.target' is CLOSED by ops ('restored') after 0 s");
    }

    @Test
    void signal_isAnOutageToo() {
        boolean[] well = {true};
        interlock.signal(
                "log.disk",
                () -> well[0],
                s -> s.interval(Duration.ofSeconds(1)).downAfter(1).upAfter(1));
        define("log.web", "log.disk");

        well[0] = false;
        time.advance(Duration.ofSeconds(2));
        well[0] = true;
        time.advance(Duration.ofSeconds(2));

        assertThat(log.said()).hasSize(2);
        assertThat(log.said().get(0))
                .startsWith("outage WARNING signal 'log.disk' is down")
                .endsWith("; it blocks 1 circuit");
        assertThat(log.said().get(1))
                .startsWith("outage INFO signal 'log.disk' is up after ")
                .endsWith("; it released 1 circuit");
    }

    @Test
    void calls_sayNothing() {
        Circuit db = define("log.db");
        Circuit web = define("log.web", "log.db");
        good(db);
        bad(db);
        log.flush();

        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> good(web)).isInstanceOf(CallRejectedException.class);
            assertThatThrownBy(() -> good(db)).isInstanceOf(CallRejectedException.class);
        }

        assertThat(log.said()).isEmpty();
    }

    @Test
    void graphThatFlaps_isBounded_andWhatIsLeftOutIsCounted() {
        for (int i = 0; i < 1_000; i++) {
            define("log.c" + i);
        }

        for (int i = 0; i < 1_000; i++) {
            bad(interlock.circuit("log.c" + i));
        }
        assertThat(log.said()).hasSize(20);

        log.flush();
        time.advance(Duration.ofSeconds(10));
        assertThat(log.said())
                .containsExactly(
                        "circuit WARNING 980 more lines were left out here; snapshot() tells what is open now");

        log.flush();
        open(interlock.circuit("log.c0")); // which is HALF_OPEN by now: an opening by hand, and no news of an outage
        interlock.circuit("log.c1").operator().forceClose(OPS, "test");
        assertThat(log.said()).singleElement().asString().contains("'log.c1' is CLOSED");
    }

    @Test
    void errorText_holdsForLinesToo() {
        create(settings -> settings.errorText(ErrorTexts.typeOnly()));
        throwing(define("log.c"), new ConnectException("password=hunter2"));

        assertThat(log.said()).singleElement().asString().contains("; last error: ConnectException; next attempt");
    }

    @Test
    void textOfAFailedProbe_isInNoCondition() {
        create(settings -> settings.errorText(ErrorTexts.none()));
        interlock.define(
                "log.c",
                c -> c.resetTimeout(WAIT)
                        .probe(
                                () -> {
                                    throw new ConnectException("password=hunter2");
                                },
                                Duration.ofMinutes(1)));
        log.close();
        log = new Lines(Level.ALL);
        open(interlock.circuit("log.c"));

        time.advance(Duration.ofMinutes(5));

        assertThat(log.said()).isNotEmpty().noneMatch(line -> line.startsWith("circuit") && line.contains("hunter2"));
    }

    @Test
    void silence_isASetting() {
        create(settings -> settings.log(false));

        bad(define("log.c"));

        assertThat(log.said()).isEmpty();
    }

    @Test
    void circuitThatIsRemoved_isNotRemembered() {
        bad(define("log.c"));
        interlock.remove("log.c");
        log.flush();
        Circuit again = define("log.c");

        time.advance(WAIT);
        bad(again);

        assertThat(log.said()).singleElement().asString().startsWith("circuit WARNING 'log.c' is OPEN: ");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void logThatBlocks_holdsNobodyUp() throws InterruptedException {
        interlock.close();
        interlock = Interlock.create(); // its own threads
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        log.meanwhile(() -> {
            blocked.countDown();
            try {
                over.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        Circuit circuit = interlock.define(
                "log.c",
                c -> c.failureThreshold(1).resetTimeout(Duration.ofMillis(50)).recoveryGuard("g", () -> true));

        bad(circuit);
        blocked.await();
        while (circuit.state() != State.HALF_OPEN) { // by a timer, and a guard on a hook thread
            Thread.onSpinWait();
        }
        good(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(interlock.diagnostics().eventsPending()).as("nobody listens").isZero();
        over.countDown();
    }

    @Test
    void logThatThrows_harmsNobody() {
        log.meanwhile(() -> {
            throw new IllegalStateException("planned");
        });
        Circuit circuit = define("log.c");

        bad(circuit);
        time.advance(WAIT);
        good(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(interlock.diagnostics().listenerFailures()).isZero();
    }
}
