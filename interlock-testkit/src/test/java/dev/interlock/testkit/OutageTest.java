package dev.interlock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final Outage outage = new Outage();

    @Test
    void call_serviceUp_answers() throws OutageException {
        assertThat(outage.call("vault", "secret")).isEqualTo("secret");
        assertThat(outage.isDown("vault")).isFalse();
    }

    @Test
    void call_serviceDown_throwsUntilItsEndAndLeavesOthersAlone() throws OutageException {
        outage.start("vault");
        assertThat(outage.isDown("vault")).isTrue();
        assertThatThrownBy(() -> outage.call("vault", "secret"))
                .isInstanceOfSatisfying(
                        OutageException.class, e -> assertThat(e.service()).isEqualTo("vault"))
                .hasMessage("service 'vault' is down");
        assertThat(outage.call("disk", 1)).isOne();
        outage.end("vault");
        assertThat(outage.call("vault", "secret")).isEqualTo("secret");
    }

    @Test
    void call_serviceDown_throwsANewExceptionEachTime() {
        outage.start("vault");
        List<Throwable> thrown = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> outage.call("vault", "secret")).satisfies(thrown::add);
        }
        assertThat(thrown.get(0)).isNotSameAs(thrown.get(1));
    }

    @Test
    void failNext_two_failsTwiceThenAnswers() throws OutageException {
        outage.failNext("vault", 2);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> outage.call("vault", "secret")).isInstanceOf(OutageException.class);
        }
        assertThat(outage.call("vault", "secret")).isEqualTo("secret");
    }

    @Test
    void end_failuresAhead_forgetsThem() throws OutageException {
        outage.failNext("vault", 2);
        outage.end("vault");
        assertThat(outage.call("vault", "secret")).isEqualTo("secret");
    }

    @Test
    void run_serviceUp_callsWhatItNeeds() {
        outage.start("vault");
        assertThatThrownBy(() -> outage.run("payment", () -> outage.call("vault", "secret")))
                .hasMessage("service 'vault' is down");
        assertThat(outage.calls("payment")).isOne();
        assertThat(outage.calls("vault")).isOne();
        assertThat(outage.calls("disk")).isZero();
    }

    @Test
    void run_serviceDown_doesNothing() {
        outage.start("payment");
        assertThatThrownBy(() -> outage.run("payment", () -> outage.call("vault", "secret")))
                .hasMessage("service 'payment' is down");
        assertThat(outage.calls("vault")).isZero();
    }
}
