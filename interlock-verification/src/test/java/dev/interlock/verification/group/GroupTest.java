package dev.interlock.verification.group;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Finding;
import dev.interlock.Group;
import dev.interlock.GuardRefusedException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.testkit.InterlockExtension;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InterlockExtension.class)
class GroupTest {

    private static final Actor OPS = Actor.of("ops");

    private static Group payments(Interlock interlock) {
        Group payments = interlock.group("payments", c -> c.failureThreshold(7));
        payments.define("db");
        payments.define("api", c -> c.dependsOnMember("db").options().failureThreshold(2));
        return payments;
    }

    @Test
    void member_isACircuitWithPrefixAndDefaults(Interlock interlock) {
        Group payments = payments(interlock);

        assertThat(interlock.circuit("payments.db").config().failureThreshold()).hasValue(7);
        assertThat(payments.circuit("api").config().failureThreshold()).hasValue(2);
        assertThat(payments.circuit("api").dependencies()).containsExactly("payments.db");
        assertThat(payments.members()).containsExactly("api", "db");
        assertThat(interlock.group("payments")).isSameAs(payments);
    }

    @Test
    void status_tellsMembersOfOneState(Interlock interlock) {
        Group payments = payments(interlock);
        assertThat(payments.allHealthy()).isTrue();
        assertThat(payments.anyOpen()).isFalse();
        assertThat(payments.dependenciesMet("api")).isTrue();

        payments.circuit("db").operator().open(OPS, "test");

        assertThat(payments.status()).containsEntry("db", State.OPEN).containsEntry("api", State.CLOSED);
        assertThat(payments.allHealthy()).isFalse();
        assertThat(payments.anyOpen()).isTrue();
        assertThat(payments.dependenciesMet("api")).isFalse();
    }

    @Test
    void tripAll_goesFromTheTop_andResetAllFromTheBottom(Interlock interlock) {
        Group payments = payments(interlock);

        assertThat(payments.tripAll(OPS, "drill"))
                .extracting(TransitionResult::circuit)
                .containsExactly("payments.api", "payments.db");
        assertThat(payments.resetAll()).allMatch(TransitionResult::isApplied);

        assertThat(payments.status().values()).containsOnly(State.CLOSED);
    }

    @Test
    void resetAll_passesByWhatAnOperatorHolds(Interlock interlock) {
        Group payments = payments(interlock);
        payments.tripAll(OPS, "drill");
        payments.circuit("db").operator().forceOpen(OPS, "hold");

        assertThat(payments.resetAll())
                .extracting(result -> result.reasons().get(0).kind())
                .containsExactly(Reason.Kind.WRONG_STATE, Reason.Kind.DEPENDENCY);
        assertThat(payments.circuit("db")).hasState(State.FORCED_OPEN);
    }

    @Test
    void guardWith_gatesTheCallsOfEveryMember(Interlock interlock) {
        AtomicBoolean allowed = new AtomicBoolean();
        Group search = interlock.group("search").guardWith("licence", allowed::get);
        Circuit index = search.define("index");

        assertThatThrownBy(() -> index.run(() -> {}))
                .isInstanceOf(GuardRefusedException.class)
                .hasMessageContaining("guard 'licence' refused");
        allowed.set(true);
        index.run(() -> {});
        assertThatThrownBy(() -> search.guardWith("late", () -> true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unknownMember_isNamedWithTheNearest(Interlock interlock) {
        assertThatThrownBy(() -> payments(interlock).circuit("dbb"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("group 'payments' has no circuit 'dbb'; did you mean 'db'?");
    }

    @Test
    void unknownMember_nearToNone_isToldWhichThereAre(Interlock interlock) {
        assertThatThrownBy(() -> payments(interlock).circuit("warehouse"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("group 'payments' has no circuit 'warehouse'; it has [api, db]");
    }

    @Test
    void removedMember_disappears(Interlock interlock) {
        Group payments = payments(interlock);
        payments.circuit("db").operator().open(OPS, "test");

        interlock.remove("payments.db");

        assertThat(payments.members()).containsExactly("api");
        assertThat(payments.status()).containsOnlyKeys("api");
        assertThat(payments.anyOpen()).isFalse();
        assertThat(payments.allHealthy()).isTrue();
        assertThat(payments.tripAll(OPS, "drill"))
                .extracting(TransitionResult::circuit)
                .containsExactly("payments.api");
    }

    @Test
    void circuit_whoseNameOnlyBeginsAlike_isNoMember(Interlock interlock) {
        Group payments = payments(interlock);
        interlock.define("payments-audit").operator().forceOpen(OPS, "test");

        assertThat(payments.members()).containsExactly("api", "db");
        assertThat(payments.anyOpen()).isFalse();
    }

    @Test
    void template_setsOptions_thatLaterCallsReplace(Interlock interlock) {
        interlock.template("http", c -> c.failureThreshold(3).resetTimeout(Duration.ofSeconds(9)));

        Circuit circuit = interlock.define("orders", c -> c.template("http").failureThreshold(4));

        assertThat(circuit.config().failureThreshold()).hasValue(4);
        assertThat(circuit.config().resetTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThatThrownBy(() -> interlock.define("x", c -> c.template("htp")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("there is no template 'htp'");
    }

    @Test
    void validate_findsWhatIsProbablyNotMeant(Interlock interlock) {
        interlock.define("database", c -> c.slowCallRate(0.5).slowCallThreshold(Duration.ofSeconds(2)));
        interlock.define(
                "service",
                c -> c.slowCallRate(0.5)
                        .slowCallThreshold(Duration.ofSeconds(1))
                        .dependsOn("database", "databse")
                        .cascadesTo("database"));

        assertThat(interlock.validate())
                .extracting(Finding::kind)
                .containsExactly(
                        Finding.Kind.UNRESOLVED_NAME,
                        Finding.Kind.CASCADE_INTO_DEPENDENCY,
                        Finding.Kind.SLOW_THRESHOLD_NOT_GROWING);
        assertThat(interlock.validate().get(0).message()).contains("did you mean 'database'?");
    }

    @Test
    void defineAll_withOneBadCircuit_definesNone(Interlock interlock) {
        assertThatThrownBy(() -> interlock.defineAll(
                        all -> all.define("good").define("bad name").define("worse", c -> c.failureRate(2.0))))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(2));
        assertThat(interlock.names()).isEmpty();
    }
}
