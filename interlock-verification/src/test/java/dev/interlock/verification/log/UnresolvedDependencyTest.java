package dev.interlock.verification.log;

import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dependency that nobody defined blocks nothing: whoever calls past it is told so, once. */
class UnresolvedDependencyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String WORDS =
            "calls pass 'log.web', which depends on 'log.databse', and that is not defined: it"
                    + " blocks nothing, whatever happens to it; did you mean 'log.database'?";

    private final ManualTime time = ManualTime.create();
    private final Interlock interlock =
            Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time));
    private final Lines log = new Lines(Level.INFO);

    @AfterEach
    void end() {
        interlock.close();
        log.close();
    }

    @Test
    void firstCall_isWarnedOf_once() {
        interlock.define("log.database");
        interlock.define("log.web", c -> c.dependsOn("log.databse"));
        time.advance(SECOND.multipliedBy(5));
        assertThat(log.said()).as("it may still be defined").isEmpty();

        good(interlock.circuit("log.web"));
        time.advance(SECOND);
        assertThat(log.said()).containsExactly("dev.interlock WARNING " + WORDS);

        good(interlock.circuit("log.web"));
        interlock.define("log.other", c -> c.dependsOn("log.databse"));
        good(interlock.circuit("log.other"));
        time.advance(SECOND.multipliedBy(5));
        assertThat(log.said()).hasSize(1);
    }

    @Test
    void nameThatIsDefinedBeforeTheFirstCall_isNoNews() {
        interlock.define("log.web", c -> c.dependsOn("log.db"));
        time.advance(SECOND.multipliedBy(5));
        interlock.define("log.db");

        good(interlock.circuit("log.web"));
        time.advance(SECOND.multipliedBy(5));

        assertThat(log.said()).isEmpty();
    }

    @Test
    void edgeThatIsAddedLater_andSoftOnes_areLookedAtToo() {
        good(interlock.define("log.web"));
        interlock.link("log.web", EdgeKind.RECOVERS_AFTER, "log.primary");
        time.advance(SECOND.multipliedBy(5));
        assertThat(log.said()).as("the call was before the edge").isEmpty();

        good(interlock.circuit("log.web"));
        time.advance(SECOND);

        assertThat(log.said()).singleElement().asString().contains("'log.primary', and that is not defined");
    }

    @Test
    void dependencyThatIsRemoved_isMissedAtTheNextCall() {
        interlock.define("log.db");
        good(interlock.define("log.web", c -> c.dependsOn("log.db")));
        interlock.remove("log.db");
        time.advance(SECOND.multipliedBy(5));
        assertThat(log.said()).isEmpty();

        good(interlock.circuit("log.web"));
        time.advance(SECOND);

        assertThat(log.said()).hasSize(1);
    }

    @Test
    void nameThatIsDeclaredExternal_isNotWarnedOf() {
        interlock.reconfigure(
                changes -> changes.external("log.elsewhere").define("log.web", c -> c.dependsOn("log.elsewhere")));

        good(interlock.circuit("log.web"));
        time.advance(SECOND.multipliedBy(5));

        assertThat(log.said()).isEmpty();
    }
}
