package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.close;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** S8: a refusal is worked out when somebody asks it, and still tells of the graph in which the call was refused. */
@ExtendWith(InterlockExtension.class)
class RefusalMomentTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private Circuit root;
    private Circuit other;
    private Circuit top;

    @BeforeEach
    void define(Interlock interlock) {
        root = interlock.define("root", c -> c.resetTimeout(WAIT));
        other = interlock.define("other", c -> c.resetTimeout(WAIT));
        interlock.define("middle", c -> c.dependsOn("root", "other"));
        top = interlock.define("top", c -> c.dependsOn("middle"));
    }

    private CallRejectedException refused() {
        return catchThrowableOfType(CallRejectedException.class, () -> top.call(() -> "never"));
    }

    @Test
    void refusal_askedAfterAnotherRootTookOver_tellsOfTheFirst() {
        open(root);
        CallRejectedException refusal = refused();

        close(root);
        open(other);

        assertThat(refusal.chain()).containsExactly("top", "middle", "root");
        assertThat(refusal.rootCauses()).containsExactly("root");
        assertThat(refusal.getMessage()).contains("'root'").doesNotContain("other");
    }

    @Test
    void refusal_askedAfterEverythingIsUp_stillTellsWhy(ManualTime time) {
        open(root);
        CallRejectedException refusal = refused();

        close(root);
        time.advance(WAIT.dividedBy(2));

        assertThat(refusal.chain()).containsExactly("top", "middle", "root");
        assertThat(refusal.retryAfter()).contains(WAIT);
        assertThat(refusal.getMessage()).contains("depends on 'root', OPEN for 0 s by ops");
    }

    @Test
    void refusal_askedAfterTheWayWasTakenAway_tellsOfTheWayThatWas(Interlock interlock) {
        open(root);
        CallRejectedException refusal = refused();

        interlock.unlink("middle", EdgeKind.DEPENDS_ON, "root");
        interlock.link("top", EdgeKind.DEPENDS_ON, "root");

        assertThat(refusal.chain()).containsExactly("top", "middle", "root");
    }

    @Test
    void ownRefusal_askedAfterTheCircuitMoved_tellsTheStateThatRefused() {
        top.operator().forceOpen(OPS, "maintenance");
        CallRejectedException refusal = refused();

        close(top);

        assertThat(refusal.state()).isEqualTo(State.FORCED_OPEN);
        assertThat(refusal.chain()).containsExactly("top");
        assertThat(refusal.getMessage()).contains("FORCED_OPEN").contains("maintenance");
    }
}
