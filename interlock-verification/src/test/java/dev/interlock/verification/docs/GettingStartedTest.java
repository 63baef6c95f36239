package dev.interlock.verification.docs;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.testkit.Outage;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of docs/getting-started.md, run. */
@ExtendWith(InterlockExtension.class)
class GettingStartedTest {

    private final AtomicBoolean databaseDown = new AtomicBoolean();
    private final List<String> log = new ArrayList<>();

    private String query(String sql) throws IOException {
        if (databaseDown.get()) {
            throw new ConnectException("refused");
        }
        return "rows of " + sql;
    }

    private CompletableFuture<String> queryLater(String sql) {
        return CompletableFuture.completedFuture("rows of " + sql);
    }

    @Test
    void firstCircuit_protectsACall(Interlock interlock) throws IOException {
        // docs:begin call
        Circuit database = interlock.define(
                "database",
                c -> c.failureThreshold(3).failureWindow(Duration.ofSeconds(30)).resetTimeout(Duration.ofSeconds(10)));

        String rows = database.call(() -> query("orders"));
        CompletableFuture<String> later = database.callAsync(() -> queryLater("orders"));
        // docs:end call

        assertThat(rows).isEqualTo("rows of orders");
        assertThat(later).isCompletedWithValue("rows of orders");
    }

    @Test
    void graph_blocksFromTheRootAndSaysWhy(Interlock interlock) {
        // docs:begin graph
        interlock.define("database", c -> c.failureThreshold(3));
        interlock.define("search");
        interlock.define("catalogue", c -> c.dependsOn("database").recoversAfter("search"));
        interlock.define("shop", c -> c.dependsOn("catalogue"));
        // docs:end graph
        databaseDown.set(true);
        Circuit shop = interlock.circuit("shop");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> shop.call(() -> interlock
                            .circuit("catalogue")
                            .call(() -> interlock.circuit("database").call(() -> query("orders")))))
                    .isInstanceOf(ConnectException.class);
        }

        // docs:begin refusal
        try {
            shop.call(() -> "a page");
        } catch (CallRejectedException refused) {
            log.add(refused.getMessage()); // shop -> catalogue -> database, next attempt in 30 s
            log.add("root causes: " + refused.rootCauses()); // [database]
            log.add("wait: " + refused.retryAfter().orElseThrow()); // PT30S
        }
        // docs:end refusal

        assertThat(log.get(0)).contains("shop -> catalogue -> database").contains("next attempt in 30 s");
        assertThat(log.get(1)).isEqualTo("root causes: [database]");
        assertThat(log.get(2)).isEqualTo("wait: PT30S");
        assertThat(interlock.circuit("database")).isOpen();
        assertThat(shop).isClosed().isBlockedBy("database");
    }

    @Test
    void operations_watchAndIntervene(Interlock interlock) {
        Circuit database = interlock.define("database");

        // docs:begin operate
        interlock.on(CircuitTransitioned.class, event -> log.add(event.circuit() + " is " + event.to()));
        interlock.onRefused((circuit, event, reasons) -> log.add(circuit + " may not " + event + ": " + reasons));

        database.operator().forceOpen(Actor.of("ada"), "failing over to the replica");
        database.operator().release(Actor.of("ada"), "done");
        log.add(database.explain().text());
        // docs:end operate

        assertThat(log).startsWith("database is FORCED_OPEN", "database is OPEN");
        assertThat(log.get(2)).contains("by ada ('done')");
    }

    @Test
    void signal_isANodeThatCircuitsDependOn(Interlock interlock, ManualTime time) {
        AtomicBoolean mounted = new AtomicBoolean(true);

        // docs:begin signal
        interlock.signal(
                "storage", mounted::get, s -> s.interval(Duration.ofSeconds(1)).downAfter(2));
        Circuit uploads = interlock.define("uploads", c -> c.dependsOn("storage"));
        // docs:end signal

        mounted.set(false);
        time.advance(Duration.ofSeconds(3));
        assertThat(uploads).isBlockedBy("storage");
    }

    // docs:begin test
    @Test
    void payment_vaultIsDown_isBlockedAndComesBackWithIt(Interlock interlock, ManualTime time) throws Exception {
        Outage outage = new Outage();
        Circuit vault = interlock.define("vault", c -> c.failureThreshold(2).resetTimeout(Duration.ofSeconds(10)));
        Circuit payment = interlock.define("payment", c -> c.dependsOn("vault"));

        outage.start("vault");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> payment.call(() -> vault.call(() -> outage.call("vault", "secret"))));
        }
        assertThat(payment).isClosed().isBlockedBy("vault");

        outage.end("vault");
        time.advance(Duration.ofSeconds(10));
        assertThat(payment.call(() -> vault.call(() -> outage.call("vault", "secret"))))
                .isEqualTo("secret");
        assertThat(vault).isClosed();
    }
    // docs:end test
}
