package dev.interlock.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RemoteFailureException;
import dev.interlock.spi.RemoteFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everybody writes on the first day: the examples of docs/calls.md on exceptions, HTTP and jobs, on a real server. */
class EverydayCallsTest {

    private final Interlock interlock = Interlock.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private URI uri;
    private volatile String answer = "12.50";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        uri = URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        interlock.close();
    }

    private final Circuit shipping = interlock.define("shipping", c -> c.failureThreshold(2));

    // docs:begin http
    String quote(URI where) throws Exception { // and not IOException, InterruptedException: one type stands for both
        return shipping.call(() -> {
            HttpRequest request =
                    HttpRequest.newBuilder(where).timeout(Duration.ofSeconds(2)).build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 500) { // the client throws for broken lines only
                throw new IOException("status " + response.statusCode());
            }
            return response.body();
        });
    }
    // docs:end http

    @Test
    void http_aServerThatFails_opensTheCircuit() throws Exception {
        assertThat(quote(uri)).isEqualTo("12.50");

        answer = "";
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> quote(uri)).isInstanceOf(IOException.class).hasMessage("status 500");
        }
        assertThatThrownBy(() -> quote(uri)).isInstanceOf(CallRejectedException.class);
    }

    private String send(URI where) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(where).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void typesThatJavacDoesNotFind_areWritten() throws Exception {
        // docs:begin types
        String price = shipping.<String, Exception>protect(() -> send(uri))
                .fallbackValue("unknown")
                .get();
        List<String> parcels = shipping.<List<String>, RuntimeException>protect(() -> List.of("a", "b"))
                .fallbackValue(List.of())
                .get();
        // docs:end types

        assertThat(price).isEqualTo("12.50");
        assertThat(parcels).containsExactly("a", "b");
    }

    @Test
    void whatIsThereAlready_isHandedInByItsMethod() throws Exception {
        Callable<String> callable = () -> "from a callable";
        Supplier<String> supplier = () -> "from a supplier";
        Runnable runnable = () -> {};

        // docs:begin adapters
        String one = shipping.call(callable::call);
        String two = shipping.call(supplier::get);
        shipping.run(runnable::run);
        // docs:end adapters

        assertThat(List.of(one, two)).containsExactly("from a callable", "from a supplier");
    }

    @Test
    void wrappingWithoutTheCause_makesTwoFailuresOfOne() {
        Circuit inner = interlock.define("inner");
        Circuit outer = interlock.define("outer");

        assertThatThrownBy(() -> outer.call(() -> {
            // docs:begin cause
            try {
                return inner.call(() -> send(URI.create("http://localhost:1/")));
            } catch (IOException e) {
                throw new IllegalStateException("no quote", e); // with the cause: counted by inner, and by nobody else
            }
            // docs:end cause
        }));
        assertThat(outer.metrics().failures()).isZero();

        assertThatThrownBy(() -> outer.call(() -> {
            try {
                return inner.call(() -> send(URI.create("http://localhost:1/")));
            } catch (IOException e) {
                throw new IllegalStateException("no quote: " + e.getMessage());
            }
        }));
        assertThat(outer.metrics().failures()).isOne();
    }

    @Test
    void mistakesOfCallers_areIgnored() {
        // docs:begin mistakes
        interlock.define("users", c -> c.ignore(NoSuchElementException.class, IllegalArgumentException.class));
        interlock.define("orders", c -> c.failOn(IOException.class));
        // docs:end mistakes

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> interlock.circuit("users").call(() -> Integer.parseInt("seven")));
            assertThatThrownBy(() -> interlock.circuit("orders").call(() -> Integer.parseInt("seven")));
        }
        assertThat(interlock.circuit("users").isClosed()).isTrue();
        assertThat(interlock.circuit("orders").isClosed()).isTrue();
    }

    @Test
    void scheduledJob_goesOnAfterARefusal() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        Runnable sync = () -> {
            rounds.countDown();
            throw new IllegalStateException("the answer to the first job opens the circuit");
        };
        Circuit nightly = interlock.define("nightly", c -> c.failureThreshold(1).resetTimeout(Duration.ofMillis(1)));
        try {
            // docs:begin job
            scheduler.scheduleWithFixedDelay(
                    () -> {
                        try {
                            nightly.run(sync::run);
                        } catch (CallRejectedException refused) {
                            // expected while it is down: the next round asks again
                        } catch (RuntimeException failed) {
                            // told by the circuit; thrown from here it would end the job for good
                        }
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            // docs:end job
            assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void betweenProcesses_theHeaderSaysWhoseFailureItWas() throws Exception {
        Interlock other = Interlock.create(); // that of the other process
        Circuit db = other.define("db", c -> c.failureThreshold(1));
        server.removeContext("/");
        server.createContext("/", exchange -> {
            // docs:begin server
            try {
                exchange.sendResponseHeaders(200, db.call(() -> query()));
            } catch (Exception failure) {
                RemoteFailures.headersFor(failure)
                        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                exchange.sendResponseHeaders(503, -1);
            }
            // docs:end server
            exchange.close();
        });
        interlock.define("db"); // so that what is said of it is believed
        Circuit catalogue = interlock.define("catalogue", c -> c.dependsOn("db"));

        assertThatThrownBy(() -> {
                    // docs:begin client
                    String page = catalogue.call(() -> {
                        HttpResponse<String> response =
                                client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
                        Optional<RemoteFailureException> told = RemoteFailures.fromResponse(
                                response.statusCode(),
                                name -> response.headers().firstValue(name).orElse(null));
                        if (told.isPresent()) {
                            throw told.get(); // counted in the other process, and not here
                        }
                        return response.body();
                    });
                    // docs:end client
                    assertThat(page).isNull();
                })
                .isInstanceOf(RemoteFailureException.class);
        assertThat(catalogue.metrics().failures()).isZero();
        other.close();
    }

    private static long query() throws IOException {
        throw new IOException("db is down");
    }
}
