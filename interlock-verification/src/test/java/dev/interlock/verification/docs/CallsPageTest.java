package dev.interlock.verification.docs;

import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.Backends;
import dev.interlock.CallRejectedException;
import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.Preflight;
import dev.interlock.ProtectedCall;
import dev.interlock.RampCurve;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of docs/calls.md. */
@ExtendWith(InterlockExtension.class)
class CallsPageTest {

    private record Receipt(String text) {
        static final Receipt PENDING = new Receipt("pending");
    }

    private static final class Api {
        private boolean broken;

        Receipt charge() {
            throw new IllegalStateException("503");
        }

        CompletableFuture<Receipt> chargeAsync() {
            return CompletableFuture.failedFuture(new IllegalStateException("503"));
        }

        Stream<String> open() {
            return Stream.of("one of two", "two of two").peek(part -> {
                if (broken) {
                    throw new IllegalStateException("connection reset");
                }
            });
        }

        CompletableFuture<Receipt> hangAsync() {
            return new CompletableFuture<>();
        }

        Receipt hang(ManualTime time) throws InterruptedException {
            time.advance(ofSeconds(2));
            Thread.sleep(SECONDS.toMillis(60));
            return Receipt.PENDING;
        }
    }

    private final Api api = new Api();
    private Circuit gateway;
    private Circuit vault;

    @BeforeEach
    void define(Interlock interlock) {
        vault = interlock.define("vault", c -> c.failureThreshold(1).resetTimeout(ofSeconds(10)));
        gateway = interlock.define("gateway", c -> c.failureThreshold(3).dependsOn("vault"));
    }

    @Test
    void protect() {
        // docs:begin protect
        Receipt receipt = gateway.protect(() -> api.charge())
                .timeout(ofSeconds(2))
                .fallback(CallRejectedException.class, refused -> Receipt.PENDING) // open or blocked: at once
                .fallback(failure -> new Receipt("queued: " + failure.getMessage()))
                .get();
        // docs:end protect

        assertThat(receipt).isEqualTo(new Receipt("queued: 503"));
    }

    @Test
    void reusable() {
        // docs:begin reusable
        ProtectedCall<Receipt, RuntimeException> charge =
                gateway.protect(() -> api.charge()).timeout(ofSeconds(2)).fallbackValue(Receipt.PENDING);

        Receipt first = charge.get();
        Receipt second = charge.get(); // another call
        // docs:end reusable

        assertThat(first).isEqualTo(second);
        assertThat(gateway.metrics().failures()).isEqualTo(2);
    }

    @Test
    void timeoutAttribution(ManualTime time) {
        // docs:begin timeout
        ProtectedCall<Receipt, InterruptedException> charge = gateway.<Receipt, InterruptedException>protect(
                        () -> vault.call(() -> api.hang(time)))
                .timeout(ofSeconds(2));

        assertThatThrownBy(charge::get)
                .isInstanceOf(CallTimeoutException.class)
                .satisfies(thrown -> assertThat(
                                Attribution.of(thrown).orElseThrow().circuit())
                        .isEqualTo("vault"));
        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(gateway.metrics().failures()).isZero();
        // docs:end timeout
    }

    @Test
    void executor() {
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            // docs:begin executor
            CompletableFuture<Receipt> receipt = gateway.protect(() -> api.charge())
                    .timeout(ofSeconds(2))
                    .fallbackValue(Receipt.PENDING)
                    .on(executor) // or .onVirtualThreads()
                    .getAsync();
            // docs:end executor

            assertThat(receipt).succeedsWithin(ofSeconds(10)).isEqualTo(Receipt.PENDING);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void body() {
        api.broken = true;

        assertThatThrownBy(this::readThrough).hasMessage("connection reset");

        assertThat(gateway.metrics().successes()).isZero();
        assertThat(gateway.metrics().failures()).isOne();

        api.broken = false;
        assertThat(readThrough()).isEqualTo(new Receipt("two of two"));
        assertThat(gateway.metrics().successes()).isOne();
    }

    private Receipt readThrough() {
        // docs:begin body
        try (Permit permit = gateway.acquire()) {
            try (Stream<String> body = api.open()) { // the head of the answer is here, its body is not
                Receipt receipt = new Receipt(body.reduce("", (all, part) -> part));
                permit.success();
                return receipt;
            } catch (Throwable broken) {
                permit.failure(broken);
                throw broken;
            }
        }
        // docs:end body
    }

    @Test
    void callerEnds() {
        // docs:begin callerEnds
        CompletableFuture<Receipt> receipt =
                gateway.callAsync(() -> api.hangAsync()).orTimeout(50, MILLISECONDS);

        assertThatThrownBy(receipt::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(gateway.metrics().failures()).isEqualTo(1); // and the stage is cancelled
        // docs:end callerEnds
    }

    @Test
    void async() {
        // docs:begin async
        CompletableFuture<Receipt> receipt = gateway.protectAsync(() -> api.chargeAsync())
                .timeout(ofSeconds(2))
                .fallback(failure -> Receipt.PENDING)
                .getAsync();
        // docs:end async

        assertThat(receipt).isCompletedWithValue(Receipt.PENDING);
    }

    @Test
    void context() {
        ThreadLocal<String> user = new ThreadLocal<>();
        // docs:begin context
        Interlock interlock = Interlock.create(settings -> settings.contextCarrier(task -> {
            String caller = user.get();
            return () -> {
                user.set(caller);
                try {
                    task.run();
                } finally {
                    user.remove();
                }
            };
        }));
        // docs:end context
        interlock.close();
    }

    @Test
    void nested(Interlock interlock) {
        // docs:begin nested
        Circuit redis = interlock.define("redis", c -> c.maxConcurrent(1));

        String page = redis.call(() -> redis.call(() -> "one place, one call"));
        // docs:end nested
        assertThat(page).isEqualTo("one place, one call");
    }

    @Test
    void hanging(Interlock interlock, ManualTime time) {
        // docs:begin hanging
        Circuit search = interlock.define(
                "search",
                c -> c.slowCallRate(0.5).slowCallThreshold(ofMillis(500)).minimumCalls(5));
        // docs:end hanging
        for (int i = 0; i < 5; i++) {
            search.callAsync(() -> new CompletableFuture<String>());
        }
        time.advance(ofMillis(700));
        assertThat(search.state()).isEqualTo(State.OPEN);
    }

    @Test
    void ramp(Interlock interlock) {
        // docs:begin ramp
        Circuit catalog = interlock.define(
                "catalog",
                c -> c.rampUp(ofSeconds(30)) // after a recovery
                        .rampUpFrom(0.05)
                        .rampUpCurve(RampCurve.EXPONENTIAL));
        // docs:end ramp
        assertThat(catalog.isCallable()).isTrue();
    }

    @Test
    void hedge() {
        // docs:begin hedge
        CompletableFuture<Receipt> receipt = gateway.protectAsync(() -> api.chargeAsync())
                .hedge(ofMillis(80), 1) // what 95 of 100 calls take less than; one more try
                .timeout(ofSeconds(2))
                .getAsync();
        // docs:end hedge
        assertThat(receipt).isCompletedExceptionally();
        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }

    @Test
    void race() {
        CompletableFuture<Receipt> replica = CompletableFuture.completedFuture(Receipt.PENDING);
        CompletableFuture<Receipt> cache = new CompletableFuture<>();
        // docs:begin race
        CompletableFuture<Receipt> receipt = gateway.protectAsync(() -> api.chargeAsync())
                .fallbackRace(List.of(failure -> cache, failure -> replica)) // the first that succeeds
                .getAsync();
        // docs:end race
        assertThat(receipt).isCompletedWithValue(Receipt.PENDING);
        assertThat(cache).isCancelled();
    }

    @Test
    void backends(Interlock interlock) {
        interlock.define("search-eu");
        interlock.define("search-us");
        open(interlock.circuit("search-eu"));
        // docs:begin backends
        Backends regions = interlock.backends(List.of("search-eu", "search-us")); // best first

        String page = regions.call(region -> "a page from " + region.name());
        // docs:end backends
        assertThat(page).isEqualTo("a page from search-us");
    }

    @Test
    void payment(Interlock interlock) {
        Backends regions = interlock.backends(List.of("gateway", "vault"));
        // docs:begin payment
        Backends once = regions.refusalsOnly(); // on to the next region only if nothing was sent

        assertThatThrownBy(() -> once.call(region -> api.charge())).hasMessage("503");
        // docs:end payment

        assertThat(vault.metrics().failures()).as("not made again there").isZero();
    }

    @Test
    void family(Interlock interlock) {
        interlock.define("tenant-db");
        // docs:begin family
        CircuitFamily tenants = interlock.family(
                "tenant-api",
                c -> c.failureThreshold(5).dependsOn("tenant-db"), // of each tenant's circuit
                1_000, // places
                ofMinutes(10)); // unused for so long, a place may go to another tenant

        String answer = tenants.circuit("acme").call(() -> "served");
        // docs:end family
        assertThat(answer).isEqualTo("served");
        assertThat(interlock.circuit("tenant-api/acme").dependencies()).containsExactly("tenant-db");
    }

    @Test
    void familyWithHost(Interlock interlock) {
        // docs:begin host
        CircuitFamily partitions = interlock.family(
                "orders",
                family -> family.template(c -> c.failureThreshold(5))
                        .hostOpensAt(0.3) // with three of ten partitions out, the whole store is
                        .host(c -> c.resetTimeout(ofSeconds(30))));
        // docs:end host
        assertThat(partitions.circuit("7").dependencies()).containsExactly("orders");
    }

    @Test
    void retry() {
        open(vault);

        // docs:begin retry
        RetryAdvice advice = gateway.retryAdvice();

        assertThat(advice.isStop()).isTrue();
        assertThat(advice.after()).hasValue(ofSeconds(10));
        assertThat(advice.reason()).contains("depends on 'vault', OPEN");
        // docs:end retry
    }

    @Test
    void preflight(Interlock interlock) {
        interlock.define("stock");
        open(vault);

        // docs:begin preflight
        Preflight check = interlock.check("stock", "gateway");

        assertThat(check.isClear()).isFalse();
        assertThat(check.earliest()).hasValue(ofSeconds(10));
        assertThat(check.obstacles()).extracting(obstacle -> obstacle.circuit()).containsExactly("gateway");
        // docs:end preflight
    }

    @Test
    void quietAndBusy(Interlock interlock) {
        // docs:begin samples
        Circuit ledger = interlock.define(
                "ledger",
                c -> c.failureRate(0.5)
                        .minimumCalls(20) // busy hours: half of at least twenty
                        .consecutiveFailures(4)); // quiet hours: four in a row are enough
        // docs:end samples
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> ledger.call(() -> api.charge())).isInstanceOf(IllegalStateException.class);
        }
        assertThat(ledger.state()).isEqualTo(State.OPEN);
    }
}
