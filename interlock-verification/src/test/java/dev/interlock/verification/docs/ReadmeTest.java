package dev.interlock.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The example of the README, run. */
class ReadmeTest {

    private static String secret() throws ConnectException {
        throw new ConnectException("refused");
    }

    private static String charge(String secret) {
        return "charged with " + secret;
    }

    @Test
    void example_says_whatTheReadmeSays() {
        // docs:begin first
        Interlock interlock = Interlock.create();
        Circuit vault = interlock.define("vault", c -> c.failureThreshold(2).resetTimeout(Duration.ofSeconds(10)));
        Circuit payment = interlock.define("payment", c -> c.dependsOn("vault"));
        Circuit gateway = interlock.define("gateway", c -> c.dependsOn("payment"));

        for (int i = 0; i < 2; i++) {
            try {
                gateway.call(() -> payment.call(() -> charge(vault.call(() -> secret()))));
            } catch (ConnectException e) {
                // counted once, by vault: the innermost circuit that saw it
            }
        }
        System.out.println(gateway.explain());
        // docs:end first

        assertThat(vault.isOpen()).isTrue();
        assertThat(payment.isClosed()).isTrue();
        assertThat(gateway.isClosed()).isTrue();
        assertThat(gateway.explain().text())
                .startsWith("'gateway' is CLOSED and blocked: it depends on 'vault', OPEN for ")
                .contains("(gateway -> payment -> vault); reason: 2 failures within 60 s; next attempt in ")
                .endsWith("; last error: ConnectException: refused (just now, 2 times)");
        assertThatThrownBy(() -> gateway.run(() -> {})).isInstanceOf(CallRejectedException.class);
        interlock.close();
    }
}
