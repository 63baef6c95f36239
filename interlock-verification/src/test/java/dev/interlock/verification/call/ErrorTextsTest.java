package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.ErrorTexts;
import dev.interlock.Interlock;
import dev.interlock.testkit.ManualTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The text of an error that one caller met, in what another caller is told. */
class ErrorTextsTest {

    private static final String SECRET = "password=hunter2";

    private final ManualTime time = ManualTime.create();
    private Interlock interlock = Interlock.create();

    @AfterEach
    void close() {
        interlock.close();
    }

    /** A circuit {@code web} that is blocked, after a call of one tenant failed with a text that is nobody else's business. */
    private Circuit blocked(ErrorTexts texts) {
        interlock.close();
        interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).errorText(texts));
        Circuit db = interlock.define("db", c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)));
        Circuit web = interlock.define("web", c -> c.dependsOn("db"));
        throwing(db, new SQLException("login failed for jdbc:postgresql://db/?user=alice&" + SECRET));
        return web;
    }

    private static CallRejectedException refusal(Circuit circuit) {
        return catchThrowableOfType(CallRejectedException.class, () -> good(circuit));
    }

    private String everythingThatLeaves(Circuit circuit) throws Exception {
        CallRejectedException refusal = refusal(circuit);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(refusal);
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        return String.join("\n", refusal.toString(), bytes.toString("ISO-8859-1"), copy.toString())
                + interlock.check(circuit.name())
                + circuit.retryAdvice();
    }

    @Test
    void byDefault_theTextIsTold() {
        assertThat(refusal(blocked(ErrorTexts.full())))
                .hasMessageEndingWith(
                        "; last error: SQLException: login failed for" + " jdbc:postgresql://db/?user=alice&" + SECRET);
    }

    @Test
    void typeOnly_tellsWhatFailed_andNothingThatItSaid() throws Exception {
        Circuit web = blocked(ErrorTexts.typeOnly());

        assertThat(everythingThatLeaves(web)).doesNotContain(SECRET).contains("last error: SQLException");
        assertThat(refusal(web)).hasMessageEndingWith("; next attempt in 10 s; last error: SQLException");
    }

    @Test
    void none_tellsWhatWasMet_insteadOfTheError() throws Exception {
        Circuit web = blocked(ErrorTexts.none());

        assertThat(everythingThatLeaves(web)).doesNotContain(SECRET).doesNotContain("last error");
        assertThat(refusal(web))
                .hasMessage("Circuit 'web' rejected the call: depends on 'db', OPEN for 0 s (web -> db);"
                        + " reason: 1 failure within 60 s; next attempt in 10 s");
    }

    @Test
    void functionOfYourOwn_replacesIt_andCannotBreakTheLine() throws Exception {
        Circuit web =
                blocked((type, message) -> type + ": " + message.orElseThrow().replace(SECRET, "***\n"));

        assertThat(everythingThatLeaves(web)).doesNotContain(SECRET);
        assertThat(refusal(web)).hasMessageContaining("user=alice&*** ");
    }

    @Test
    void functionThatThrowsOrReturnsNull_leavesTheType_andIsCounted() throws Exception {
        Circuit web = blocked((type, message) -> {
            throw new StackOverflowError("planned");
        });
        assertThat(refusal(web)).hasMessageEndingWith("last error: SQLException");
        assertThat(everythingThatLeaves(web)).doesNotContain(SECRET);
        assertThat(interlock.diagnostics().hookFailures()).isPositive();

        assertThat(refusal(blocked((type, message) -> null))).hasMessageEndingWith("last error: SQLException");
    }

    @Test
    void whoOperates_isToldTheWholeText() {
        Circuit web = blocked(ErrorTexts.none());

        assertThat(web.explain().text()).contains(SECRET);
        assertThat(interlock.snapshot().node("db").lastError().orElseThrow()).contains(SECRET);
    }

    @Test
    void textOfAFailedProbe_isAnErrorLikeOthers() throws Exception {
        blocked(ErrorTexts.typeOnly());
        interlock.define(
                "probed",
                c -> c.resetTimeout(Duration.ofSeconds(10))
                        .probe(
                                () -> {
                                    throw new SQLException(SECRET);
                                },
                                Duration.ofMinutes(1)));
        Circuit probed = interlock.circuit("probed");
        Traffic.open(probed);
        time.advance(Duration.ofSeconds(11));

        assertThat(everythingThatLeaves(probed))
                .doesNotContain(SECRET)
                .contains("last error: probe 'probed' threw SQLException");
        assertThat(probed.explain().text()).contains(SECRET);
    }
}
