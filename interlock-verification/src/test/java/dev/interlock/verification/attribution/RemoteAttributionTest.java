package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RemoteAttribution;
import dev.interlock.RemoteFailureException;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another process's word about a failure is honoured only for what the calling circuit depends on. */
@ExtendWith(InterlockExtension.class)
class RemoteAttributionTest {

    private Circuit database;
    private Circuit api;

    @BeforeEach
    void define(Interlock interlock) {
        database = interlock.define("db");
        interlock.define("service", c -> c.dependsOn("db").recoversAfter("cache"));
        api = interlock.define("api", c -> c.failureThreshold(100).dependsOn("service"));
        interlock.define("stranger");
    }

    @Test
    void directAndTransitiveDependency_isHonoured() {
        throwing(api, remote("service"));
        throwing(api, remote("db"));

        assertThat(api.metrics().failures()).isZero();
        assertThat(api.metrics().ignored()).isEqualTo(2);
    }

    @Test
    void dependency_honoured_isRecordedNowhereElse(Interlock interlock) {
        throwing(api, remote("db"));

        assertThat(database.metrics().failures()).isZero();
        assertThat(interlock.circuit("service").metrics().failures()).isZero();
    }

    @Test
    void softAndUnresolvedDependency_isADependencyToo() {
        throwing(api, remote("cache"));

        assertThat(api.metrics().failures()).isZero();
    }

    @Test
    void otherCircuit_isNotBelieved() {
        throwing(api, remote("stranger"));
        throwing(api, remote("nobody"));
        throwing(api, remote("api")); // its own name: it may not be talked out of its own failure

        assertThat(api.metrics().failures()).isEqualTo(3);
    }

    @Test
    void dependent_isNotBelieved() {
        throwing(database, remote("api"));

        assertThat(database.metrics().failures()).isEqualTo(1);
    }

    @Test
    void cascadeTarget_isNotADependency(Interlock interlock) {
        Circuit source = interlock.define("source", c -> c.cascadesTo("stranger"));

        throwing(source, remote("stranger"));

        assertThat(source.metrics().failures()).isEqualTo(1);
    }

    @Test
    void edgeRemoved_isNoLongerBelieved(Interlock interlock) {
        interlock.unlink("service", dev.interlock.EdgeKind.DEPENDS_ON, "db");

        throwing(api, remote("db"));

        assertThat(api.metrics().failures()).isEqualTo(1);
    }

    @Test
    void wrappedAndAsync_isHonouredAsWell() {
        throwing(api, new IOException("call failed", remote("db")));
        assertThat(api.callAsync(() -> CompletableFuture.failedFuture(remote("db"))))
                .isCompletedExceptionally();

        assertThat(api.metrics().failures()).isZero();
        assertThat(api.metrics().ignored()).isEqualTo(2);
    }

    @Test
    void probe_honoured_handsThePermitBack() {
        halfOpen(api);

        throwing(api, remote("db"));

        assertThat(api.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void any_believesEveryName(Interlock interlock) {
        Circuit trusting = interlock.define("trusting", c -> c.remoteAttribution(RemoteAttribution.ANY));

        throwing(trusting, remote("nobody"));

        assertThat(trusting.metrics().failures()).isZero();
        assertThat(trusting.metrics().ignored()).isEqualTo(1);
    }

    @Test
    void none_believesNobody(Interlock interlock) {
        Circuit doubting =
                interlock.define("doubting", c -> c.dependsOn("db").remoteAttribution(RemoteAttribution.NONE));

        throwing(doubting, remote("db"));

        assertThat(doubting.metrics().failures()).isEqualTo(1);
    }

    private static RemoteFailureException remote(String circuit) {
        return new RemoteFailureException(circuit, Optional.empty(), false);
    }
}
