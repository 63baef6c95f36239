package dev.interlock.cli.demo;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RemoteFailureException;
import dev.interlock.spi.RemoteFailures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real HTTP client, each call guarded by the circuit of the service it goes to. An answer that names a circuit of the other side becomes a
 * {@link RemoteFailureException}, so that the failure is counted where it happened and nowhere else.
 */
final class GuardedClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(30);

    private final Interlock interlock;
    private final Mesh mesh;
    private final HttpClient http;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final AtomicLong deadCalls = new AtomicLong();
    private volatile String dead = "";

    GuardedClient(Interlock interlock, Mesh mesh) {
        this.interlock = interlock;
        this.mesh = mesh;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /** Calls a service through its circuit. */
    String get(String name) throws IOException, InterruptedException {
        Circuit circuit = interlock.circuit(name);
        return circuit.call(() -> {
            try {
                return send(name, mesh.limit(name));
            } catch (InterruptedException e) {
                throw new InterruptedIo(e);
            }
        });
    }

    /** Calls a service past its circuit and with much patience: the first calls of a process load classes for seconds. */
    void warmUp(String name) throws IOException, InterruptedException {
        String unused = send(name, WARM_UP_LIMIT);
    }

    void listensAt(String name, int port) {
        ports.put(name, port);
    }

    /** From now on calls that reach for this service reach for nothing, and are counted; empty: none is dead. */
    void dead(String name) {
        dead = name;
    }

    /** Calls that reached for the dead service. */
    long deadCalls() {
        return deadCalls.get();
    }

    private String send(String name, Duration limit) throws IOException, InterruptedException {
        if (name.equals(dead)) {
            deadCalls.incrementAndGet();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(name) + "/"))
                .timeout(limit)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
            return response.body();
        }
        Optional<RemoteFailureException> remote = RemoteFailures.fromResponse(
                response.statusCode(),
                header -> response.headers().firstValue(header).orElse(null));
        if (remote.isPresent()) {
            throw remote.get();
        }
        throw new IOException(name + " answered " + response.statusCode());
    }

    /** Carries an interrupt through the one checked type that the call declares. */
    private static final class InterruptedIo extends java.io.InterruptedIOException {

        private static final long serialVersionUID = 1L;

        InterruptedIo(InterruptedException cause) {
            super("interrupted");
            initCause(cause);
            Thread.currentThread().interrupt();
        }
    }
}
