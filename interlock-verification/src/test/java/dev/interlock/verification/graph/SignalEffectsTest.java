package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeView;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a signal does to the circuits that name it. */
@ExtendWith(InterlockExtension.class)
class SignalEffectsTest {

    private boolean healthy = true;

    private void signal(Interlock interlock, String... targets) {
        interlock.signal(
                "disk",
                () -> healthy,
                s -> s.interval(Duration.ofSeconds(1)).downAfter(1).upAfter(1).cascadesTo(targets));
    }

    @Test
    void signalDown_opensItsCascadeTargets_once(Interlock interlock, ManualTime time) {
        Circuit target = interlock.define("target", c -> c.resetTimeout(Duration.ofHours(1)));
        Circuit behind = interlock.define("behind", c -> c.dependsOn("target"));
        signal(interlock, "target");

        healthy = false;
        time.advance(Duration.ofSeconds(3));

        assertThat(target.state()).isEqualTo(State.OPEN);
        NodeView view = interlock.snapshot().node("target");
        assertThat(view.epoch()).isEqualTo(1);
        assertThat(view.cause())
                .hasValueSatisfying(cause -> assertThat(cause.event()).isEqualTo(CircuitEvent.CASCADE));
        assertThat(behind.isCallable()).isFalse();
    }

    @Test
    void signalUp_opensNothing_andHasMovedTwice(Interlock interlock, ManualTime time) {
        Circuit target = interlock.define("target", c -> c.resetTimeout(Duration.ofSeconds(10)));
        healthy = false;
        signal(interlock, "target");
        time.advance(Duration.ofSeconds(2));
        assertThat(interlock.snapshot().node("disk").state()).isEqualTo(State.OPEN);
        assertThat(target.reset().isApplied()).isTrue();

        healthy = true;
        time.advance(Duration.ofSeconds(2));

        assertThat(target.state()).isEqualTo(State.CLOSED);
        assertThat(interlock.snapshot().node("disk").state()).isEqualTo(State.CLOSED);
        assertThat(interlock.snapshot().node("disk").epoch()).isEqualTo(2);
    }

    @Test
    void nameThatIsACascadeTarget_definedAsASignal_isRefused(Interlock interlock) {
        interlock.define("a", c -> c.cascadesTo("disk"));

        assertThatThrownBy(() -> signal(interlock))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("a signal cannot be a cascade target");
    }

    @Test
    void link_fromANameThatIsAlmostACircuit_namesTheCircuit(Interlock interlock) {
        interlock.define("payment");

        assertThatThrownBy(() -> interlock.link("paiment", EdgeKind.DEPENDS_ON, "vault"))
                .hasMessageContaining("did you mean 'payment'?");
    }
}
