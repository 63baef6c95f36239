package dev.interlock.cli.demo.net;

import dev.interlock.cli.demo.guard.Protection;
import dev.interlock.cli.demo.guard.RefusedElsewhereException;
import dev.interlock.cli.demo.mesh.Patience;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A real HTTP client; each call passes the breaker of the service it goes to. */
public final class ServiceClient {

    /** Set by a server whose answer stems from a refusal, so that those who count can tell it from a failure. */
    static final String REFUSED = "Demo-Refused";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(30);

    static {
        // By default the client tries a refused connection twice. One call is one attempt here, and counted as one.
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    }

    private final Protection protection;
    private final Patience patience;
    private final HttpClient http;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final AtomicLong deadCalls = new AtomicLong();
    private volatile Set<String> dead = Set.of();

    /**
     * A client that knows no address yet.
     *
     * @param protection the breakers
     * @param patience   how long calls may take
     */
    public ServiceClient(Protection protection, Patience patience) {
        this.protection = protection;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /**
     * Calls a service through its breaker.
     *
     * @param name the service
     * @return its answer
     * @throws IOException      if the call failed
     * @throws RuntimeException if it failed or was refused, see {@link #isRefusal}
     */
    String get(String name) throws IOException {
        Meter meter = meter(name);
        try {
            return protection.call(name, () -> {
                meter.countPassed();
                return send(name, patience.limit(name));
            });
        } catch (RuntimeException e) {
            if (protection.isRefusal(e)) {
                meter.countRefused();
            }
            throw e;
        }
    }

    /**
     * Calls a service past its breaker and with much patience: the first calls of a process load classes for seconds.
     *
     * @param name the service
     * @throws IOException if it does not answer
     */
    public void warmUp(String name) throws IOException {
        String unused = send(name, Optional.of(WARM_UP_LIMIT));
    }

    /** Whether a call was refused, here or further down, rather than failed. */
    boolean isRefusal(Throwable failure) {
        return protection.isRefusal(failure)
                || failure instanceof RefusedElsewhereException
                || (failure instanceof AnswerException answer && answer.isRefused());
    }

    Protection protection() {
        return protection;
    }

    void listensAt(String name, int port) {
        ports.put(name, port);
    }

    /**
     * From now on attempts to reach these services are counted as {@link #deadCalls()}.
     *
     * @param services who is out of order; none after the repair
     */
    public void dead(Set<String> services) {
        dead = Set.copyOf(services);
    }

    /**
     * Attempts to reach a service that was out of order.
     *
     * @return how many
     */
    public long deadCalls() {
        return deadCalls.get();
    }

    /**
     * The counts of a breaker.
     *
     * @param name the service it stands before
     * @return the counts so far
     */
    public MeterReading meterReading(String name) {
        return meter(name).read();
    }

    private Meter meter(String name) {
        return meters.computeIfAbsent(name, unused -> new Meter());
    }

    /**
     * Sends, and counts what reached for a dead service, also if it was under way when the service died. An answer counts only where calls
     * wait: a slow one, or one to the second attempt that the client makes when a server that hung is cut off. In the other outages it came
     * from the instant before the server was stopped or after it was started.
     */
    private String send(String name, Optional<Duration> limit) throws IOException {
        boolean reached = dead.contains(name);
        try {
            String answer = exchange(name, limit);
            if (reached && patience.outage().makesCallsWait()) {
                deadCalls.incrementAndGet();
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            if (reached || dead.contains(name)) {
                deadCalls.incrementAndGet();
            }
            throw e;
        }
    }

    private String exchange(String name, Optional<Duration> limit) throws IOException {
        int port = Objects.requireNonNull(ports.get(name), name);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"));
        limit.ifPresent(request::timeout);
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted");
            stopped.initCause(e);
            throw stopped;
        }
        if (response.statusCode() == 200) {
            return response.body();
        }
        boolean refused = response.headers().firstValue(REFUSED).isPresent();
        Optional<RuntimeException> told = protection.remoteFailure(
                response.statusCode(),
                header -> response.headers().firstValue(header).orElse(null),
                refused);
        if (told.isPresent()) {
            throw told.get();
        }
        throw new AnswerException(name, response.statusCode(), refused);
    }
}
