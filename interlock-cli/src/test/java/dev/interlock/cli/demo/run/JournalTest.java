package dev.interlock.cli.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.guard.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happened is told with the time when it did, whenever the journal heard of it. */
class JournalTest {

    private final Journal journal = new Journal();

    private static Transition opened(Instant at) {
        return new Transition(at, "db", Phase.CLOSED, Phase.OPEN, "");
    }

    private double wait(double seconds) {
        while (journal.seconds() < seconds) {
            Thread.onSpinWait();
        }
        return journal.seconds();
    }

    @Test
    void transitionThatIsToldLate_standsWhereItTookPlace() {
        journal.begin();
        Instant soon = Instant.now();
        double before = journal.seconds();
        double later = wait(before + 0.1);
        journal.add(Moment.Kind.REPAIR, "db repaired");

        journal.add(opened(soon));

        assertThat(journal.moments())
                .extracting(Moment::kind)
                .containsExactly(Moment.Kind.TRANSITION, Moment.Kind.REPAIR);
        assertThat(journal.moments().get(0).seconds()).isLessThan(later);
    }

    @Test
    void clockThatIsSet_takesNothingOutOfTheRun() {
        journal.begin();
        double later = wait(0.01);

        assertThat(journal.seconds(opened(Instant.now().minus(Duration.ofDays(1)))))
                .isZero();
        assertThat(journal.seconds(opened(Instant.now().plus(Duration.ofDays(1)))))
                .isBetween(later, journal.seconds());
    }

    @Test
    void transitionThatALookHasOvertaken_isStillInTheTimeline() {
        Timeline timeline = new Timeline(List.of("db"));
        timeline.add(1.0, opened(Instant.now()));
        timeline.add(2.0, new Transition(Instant.now(), "db", Phase.OPEN, Phase.CLOSED, ""));

        timeline.add(1.5, new Transition(Instant.now(), "db", Phase.CLOSED, Phase.HALF_OPEN, ""));

        assertThat(timeline.spans().get("db"))
                .extracting(Span::condition)
                .containsExactly(Span.Condition.OPEN, Span.Condition.UP, Span.Condition.HALF_OPEN);
    }
}
