package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.Circuit;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.testkit.Outage;
import dev.interlock.testkit.OutageException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Basic usage: a payment gateway that depends on its database. */
@ExtendWith(InterlockExtension.class)
class BasicUsageTest {

    private final Outage outage = new Outage();

    // docs:begin processor
    static final class PaymentProcessor {

        private final PaymentApi api;
        private final Circuit database;
        private final Circuit gateway;

        PaymentProcessor(Interlock interlock, PaymentApi api) {
            this.api = api;
            database = interlock.define("payment-db", c -> c.failureThreshold(3).resetTimeout(ofSeconds(30)));
            gateway = interlock.define(
                    "payment-gateway",
                    c -> c.failureThreshold(5).resetTimeout(ofSeconds(60)).dependsOn("payment-db"));
        }

        String process(int amount) throws IOException {
            return gateway.call(
                    () -> { // refused at once while payment-db is open
                        String receipt = api.charge(amount);
                        database.run(() -> api.store(receipt));
                        return receipt;
                    });
        }
    }
    // docs:end processor

    interface PaymentApi {

        String charge(int amount) throws IOException;

        void store(String receipt) throws IOException;
    }

    private final class FakeApi implements PaymentApi {

        @Override
        public String charge(int amount) throws IOException {
            return outage.call("provider", "receipt for " + amount);
        }

        @Override
        public void store(String receipt) throws IOException {
            outage.run("database", () -> {});
        }
    }

    private PaymentProcessor processor(Interlock interlock) {
        return new PaymentProcessor(interlock, new FakeApi());
    }

    private void failPayments(PaymentProcessor payments, int count) {
        for (int i = 0; i < count; i++) {
            assertThatThrownBy(() -> payments.process(1)).isInstanceOf(OutageException.class);
        }
    }

    @Test
    void process_everythingUp_returnsTheReceipt(Interlock interlock) throws IOException {
        assertThat(processor(interlock).process(42)).isEqualTo("receipt for 42");
    }

    @Test
    void process_databaseFails_opensTheDatabaseAndNotTheGateway(Interlock interlock) {
        PaymentProcessor payments = processor(interlock);
        outage.start("database");

        failPayments(payments, 3);

        assertThat(payments.database).isOpen();
        assertThat(payments.gateway).isClosed().isBlockedBy("payment-db");
        assertThat(payments.gateway.metrics().failures()).isZero();
    }

    @Test
    void process_databaseOpen_isRefusedBeforeAnybodyIsCharged(Interlock interlock) {
        PaymentProcessor payments = processor(interlock);
        outage.start("database");
        failPayments(payments, 3);
        int charged = outage.calls("provider");

        // docs:begin refusal
        DependencyOpenException refusal =
                catchThrowableOfType(DependencyOpenException.class, () -> payments.process(42));

        assertThat(refusal.circuit()).isEqualTo("payment-gateway");
        assertThat(refusal.chain()).containsExactly("payment-gateway", "payment-db");
        assertThat(refusal.retryAfter()).contains(ofSeconds(30));
        assertThat(refusal)
                .hasMessage("Circuit 'payment-gateway' rejected the call: depends on 'payment-db', OPEN for 0 s"
                        + " (payment-gateway -> payment-db); next attempt in 30 s;"
                        + " last error: OutageException: service 'database' is down");
        // docs:end refusal
        assertThat(outage.calls("provider")).isEqualTo(charged);
    }

    @Test
    void process_databaseRecovers_worksAgainWithoutAnybodysHelp(Interlock interlock, ManualTime time)
            throws IOException {
        PaymentProcessor payments = processor(interlock);
        outage.start("database");
        failPayments(payments, 3);
        outage.end("database");

        // docs:begin recovery
        time.advance(ofSeconds(30)); // the wait of payment-db: its timer lets one trial call through
        assertThat(payments.database).isHalfOpen();
        assertThat(payments.gateway).isNotBlocked();

        payments.process(42); // is that trial
        assertThat(payments.database).isClosed();
        // docs:end recovery
    }

    @Test
    void process_providerFails_opensTheGatewayOnly(Interlock interlock) {
        PaymentProcessor payments = processor(interlock);
        outage.start("provider");

        failPayments(payments, 5);

        assertThat(payments.gateway).isOpen().isNotBlocked();
        assertThat(payments.database).isClosed();
        assertThat(interlock.explain("payment-gateway").rootCauses()).isEqualTo(List.of("payment-gateway"));
    }
}
