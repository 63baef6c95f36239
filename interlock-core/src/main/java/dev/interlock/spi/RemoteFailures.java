package dev.interlock.spi;

import dev.interlock.Attribution;
import dev.interlock.CallRejectedException;
import dev.interlock.NodeNames;
import dev.interlock.RemoteFailureException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a failure's circuit is told across the wire: a server answers 502 or 503 with {@value #CIRCUIT}, and the client makes it a
 * {@link RemoteFailureException}. Independent of any HTTP library.
 */
public final class RemoteFailures {

    /** Names the circuit that recorded the failure, or the root cause of a refusal. */
    public static final String CIRCUIT = "Interlock-Circuit";

    /** {@code true} if that circuit was slow rather than failing. */
    public static final String SLOW = "Interlock-Slow";

    /** Whole seconds to wait, as HTTP defines it. */
    public static final String RETRY_AFTER = "Retry-After";

    private static final long MAX_WAIT_SECONDS = Duration.ofDays(30).toSeconds();

    private RemoteFailures() {}

    /**
     * The headers with which a server tells whose failure it is.
     *
     * @param failure what the server caught
     * @return the headers; empty if no circuit had to do with it
     */
    public static Map<String, String> headersFor(Throwable failure) {
        Map<String, String> headers = new LinkedHashMap<>();
        Throwable link = failure;
        for (int i = 0; link != null && i < 32; i++, link = causeOf(link)) {
            if (link instanceof CallRejectedException rejected) {
                List<String> roots = rejected.rootCauses();
                headers.put(CIRCUIT, roots.isEmpty() ? rejected.circuit() : roots.get(0));
                rejected.retryAfter().ifPresent(wait -> headers.put(RETRY_AFTER, seconds(wait)));
                return headers;
            }
            if (link instanceof RemoteFailureException remote) {
                headers.put(CIRCUIT, remote.remoteCircuit());
                remote.retryAfter().ifPresent(wait -> headers.put(RETRY_AFTER, seconds(wait)));
                if (remote.isSlow()) {
                    headers.put(SLOW, "true");
                }
                return headers;
            }
        }
        Attribution.of(failure).ifPresent(attribution -> headers.put(CIRCUIT, attribution.circuit()));
        return headers;
    }

    /**
     * Reads an answer. Headers that are not well-formed are taken as absent.
     *
     * @param status  the status code
     * @param headers finds a header's value by name; null if it is absent
     * @return the failure to throw in the client; empty unless the status is 502 or 503 and a circuit is named
     */
    public static Optional<RemoteFailureException> fromResponse(
            int status, Function<String, @Nullable String> headers) {
        String circuit = headers.apply(CIRCUIT);
        if ((status != 502 && status != 503) || circuit == null || !NodeNames.isName(circuit)) {
            return Optional.empty();
        }
        return Optional.of(new RemoteFailureException(
                circuit, wait(headers.apply(RETRY_AFTER)), "true".equalsIgnoreCase(headers.apply(SLOW))));
    }

    /** None if the throwable's own method throws: the server has an answer to send, whatever it caught. */
    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable hostile) {
            return null;
        }
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)); // rounded up: never too early
    }

    private static Optional<Duration> wait(@Nullable String value) {
        if (value == null || !value.matches("\\d{1,7}")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(value), MAX_WAIT_SECONDS)));
    }
}
