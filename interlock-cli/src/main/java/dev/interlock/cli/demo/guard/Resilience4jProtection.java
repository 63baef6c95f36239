package dev.interlock.cli.demo.guard;

import dev.interlock.CircuitConfig;
import dev.interlock.simulator.policy.Resilience4jSettings;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Breakers of Resilience4j, one for each service. They share nothing, as nothing in the library makes them. */
final class Resilience4jProtection implements Protection {

    private final Map<String, CircuitBreaker> breakers = new LinkedHashMap<>();
    private final Map<String, Duration> waits = new LinkedHashMap<>();
    private final Map<String, Long> openedNanos = new ConcurrentHashMap<>();

    Resilience4jProtection(Map<String, CircuitConfig> circuits, Consumer<Transition> transitions) {
        circuits.forEach((name, circuit) -> {
            CircuitBreaker breaker = CircuitBreaker.of(name, Resilience4jSettings.of(circuit));
            waits.put(name, circuit.resetTimeout());
            breaker.getEventPublisher().onStateTransition(event -> {
                Phase to = phase(event.getStateTransition().getToState());
                if (to == Phase.OPEN) {
                    openedNanos.put(name, System.nanoTime());
                }
                transitions.accept(new Transition(
                        event.getCreationTime().toInstant(),
                        name,
                        phase(event.getStateTransition().getFromState()),
                        to,
                        ""));
            });
            breakers.put(name, breaker);
        });
    }

    @Override
    public <T> T call(String service, Call<T> call) throws IOException {
        CircuitBreaker breaker = Objects.requireNonNull(breakers.get(service), service);
        try {
            return breaker.executeCallable(call::make);
        } catch (IOException | RuntimeException asThrown) {
            throw asThrown;
        } catch (Exception e) { // the call throws no other
            throw new IOException(e);
        }
    }

    @Override
    public boolean isRefusal(Throwable failure) {
        return failure instanceof CallNotPermittedException;
    }

    @Override
    public Map<String, String> headersFor(Throwable failure) {
        return Map.of();
    }

    @Override
    public Optional<RuntimeException> remoteFailure(
            int status, Function<String, @Nullable String> headers, boolean refused) {
        return Optional.empty();
    }

    @Override
    public List<BreakerView> look() {
        List<BreakerView> views = new ArrayList<>();
        breakers.forEach((name, breaker) -> {
            Phase phase = phase(breaker.getState());
            views.add(new BreakerView(name, phase, List.of(), nextAttempt(name, phase)));
        });
        return views;
    }

    private OptionalDouble nextAttempt(String name, Phase phase) {
        Long opened = openedNanos.get(name);
        if (phase != Phase.OPEN || opened == null) {
            return OptionalDouble.empty();
        }
        Duration wait = Objects.requireNonNull(waits.get(name), name);
        return OptionalDouble.of(Math.max(0, (wait.toNanos() - (System.nanoTime() - opened)) / 1e9));
    }

    private static Phase phase(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> Phase.OPEN;
            case HALF_OPEN -> Phase.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> Phase.CLOSED;
        };
    }

    /** The timers of open breakers die with the process; a breaker that was reset has none. */
    @Override
    public void close() {
        breakers.values().forEach(CircuitBreaker::reset);
    }
}
