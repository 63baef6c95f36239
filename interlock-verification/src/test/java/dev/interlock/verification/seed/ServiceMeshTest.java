package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.ThrowingSupplier;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Service mesh: eight services, their thresholds and waits, which dependency is down, and recovery in order. */
@ExtendWith(InterlockExtension.class)
class ServiceMeshTest {

    private static final Actor OPS = Actor.of("ops");

    // docs:begin mesh
    static Interlock defineMesh(Interlock interlock, RecoveryMode mode) {
        interlock.template(
                "service",
                c -> c.failureThreshold(5).resetTimeout(ofSeconds(30)).recoveryMode(mode));
        interlock.template(
                "critical", c -> c.template("service").failureThreshold(2).resetTimeout(ofSeconds(10)));
        interlock.defineAll(all -> all
                // core infrastructure
                .define("consul", c -> c.template("critical"))
                .define("vault", c -> c.template("critical").dependsOn("consul"))
                // platform services
                .define(
                        "auth_service",
                        c -> c.template("service").failureThreshold(3).dependsOn("consul", "vault"))
                .define("config_service", c -> c.template("service").dependsOn("consul"))
                // business services
                .define("user_service", c -> c.template("service").dependsOn("auth_service", "config_service"))
                .define("order_service", c -> c.template("service").dependsOn("auth_service", "config_service"))
                .define("payment_service", c -> c.template("service").dependsOn("auth_service", "vault"))
                // what users see
                .define(
                        "api_gateway",
                        c -> c.template("service")
                                .failureThreshold(10)
                                .resetTimeout(ofSeconds(60))
                                .dependsOn("user_service", "order_service", "payment_service")));
        return interlock;
    }
    // docs:end mesh

    // docs:begin call
    static <T, X extends Throwable> T callService(Interlock interlock, String name, ThrowingSupplier<T, X> work)
            throws X {
        try {
            return interlock.circuit(name).call(work);
        } catch (DependencyOpenException e) {
            throw new IllegalStateException(name + " unavailable because of " + String.join(", ", e.rootCauses()), e);
        } catch (CallRejectedException e) {
            throw new IllegalStateException(name + " is experiencing issues", e);
        }
    }
    // docs:end call

    private static void fail(Circuit circuit) {
        assertThatThrownBy(() -> circuit.run(() -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void thresholdsAndWaits_areTheSeeds(Interlock interlock) {
        defineMesh(interlock, RecoveryMode.AUTOMATIC);

        assertThat(interlock.circuit("consul").config().failureThreshold()).hasValue(2);
        assertThat(interlock.circuit("vault").config().resetTimeout()).isEqualTo(ofSeconds(10));
        assertThat(interlock.circuit("auth_service").config().failureThreshold())
                .hasValue(3);
        assertThat(interlock.circuit("order_service").config().failureThreshold())
                .hasValue(5);
        assertThat(interlock.circuit("order_service").config().resetTimeout()).isEqualTo(ofSeconds(30));
        assertThat(interlock.circuit("api_gateway").config().failureThreshold()).hasValue(10);
        assertThat(interlock.circuit("api_gateway").config().resetTimeout()).isEqualTo(ofSeconds(60));
    }

    @Test
    void consulDown_everythingAboveIsBlocked_andSaysBecauseOfWhat(Interlock interlock) {
        defineMesh(interlock, RecoveryMode.AUTOMATIC);
        fail(interlock.circuit("consul"));
        fail(interlock.circuit("consul"));

        for (String name : interlock.names()) {
            if (!name.equals("consul")) {
                assertThat(interlock.circuit(name)).isClosed().isBlockedBy("consul");
            }
        }
        // docs:begin down
        assertThatThrownBy(() -> callService(interlock, "api_gateway", () -> "page"))
                .hasMessage("api_gateway unavailable because of consul");
        assertThat(interlock.explain("api_gateway").rootCauses()).containsExactly("consul");
        // docs:end down
        assertThatThrownBy(() -> callService(interlock, "consul", () -> "peers"))
                .hasMessage("consul is experiencing issues");
        assertThatThrownBy(() -> callService(interlock, "billing", () -> "bill"))
                .hasMessageContaining("there is no circuit 'billing'");
    }

    @Test
    void recoveryOrder_isTheOrderOfTheGraph(Interlock interlock) {
        defineMesh(interlock, RecoveryMode.AUTOMATIC);

        // docs:begin order
        assertThat(interlock.recoveryOrder())
                .containsExactly(
                        List.of("consul"),
                        List.of("config_service", "vault"),
                        List.of("auth_service"),
                        List.of("order_service", "payment_service", "user_service"),
                        List.of("api_gateway"));
        // docs:end order
    }

    @Test
    void orchestratedRecovery_goesUpTheGraph_gradually(Interlock interlock, ManualTime time) {
        defineMesh(interlock, RecoveryMode.MANUAL);
        interlock.names().forEach(name -> interlock.circuit(name).operator().open(OPS, "drill"));

        // docs:begin recover
        RecoveryRun run = interlock.recover(o -> o.pace(ofMillis(500)));
        for (List<String> wave : run.plan()) {
            for (String name : wave) {
                assertThat(interlock.circuit(name)).isHalfOpen();
                interlock.circuit(name).run(() -> {}); // traffic comes back
                time.advance(ofMillis(500));
            }
        }
        RecoveryReport report = run.report().join();
        assertThat(report.circuits(Outcome.RECOVERED))
                .hasSize(8)
                .startsWith("consul")
                .endsWith("api_gateway");
        // docs:end recover
    }

    @Test
    void orchestratedRecovery_dependencyHeldOpen_skipsWhatIsNotReady(Interlock interlock, ManualTime time) {
        defineMesh(interlock, RecoveryMode.MANUAL);
        interlock.names().forEach(name -> interlock.circuit(name).operator().open(OPS, "drill"));
        interlock.circuit("consul").operator().forceOpen(OPS, "still broken");

        RecoveryRun run = interlock.recover(o -> o.pace(ofMillis(500)));
        time.advance(Duration.ofSeconds(10));

        assertThat(run.report().join().circuits(Outcome.SKIPPED)).containsExactly("consul");
        assertThat(run.report().join().circuits(Outcome.BLOCKED)).hasSize(7);
    }

    @Test
    void consulBack_everythingServesAgain_withoutAnybodyAsking(Interlock interlock, ManualTime time) {
        defineMesh(interlock, RecoveryMode.AUTOMATIC);
        fail(interlock.circuit("consul"));
        fail(interlock.circuit("consul"));

        time.advance(ofSeconds(10));
        interlock.circuit("consul").run(() -> {});

        for (String name : interlock.names()) {
            interlock.circuit(name).run(() -> {});
            assertThat(interlock.circuit(name)).isClosed().isNotBlocked();
        }
    }
}
