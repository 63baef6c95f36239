package dev.interlock.simulator.policy;

import dev.interlock.CircuitConfig;
import dev.interlock.simulator.engine.Agenda;
import dev.interlock.simulator.engine.Protection;
import dev.interlock.simulator.engine.Simulation;
import dev.interlock.simulator.model.Scenario;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real breakers of Resilience4j, one for each service, on the simulated clock. */
final class Resilience4jProtection implements Protection {

    private final List<Breaker> breakers = new ArrayList<>();

    Resilience4jProtection(
            Scenario scenario, Simulation world, long seed, Resilience4jVariant variant, Transitions transitions) {
        SplittableRandom chance = new SplittableRandom(seed);
        for (int i = 0; i < scenario.topology().size(); i++) {
            breakers.add(new Breaker(scenario, i, world.agenda(), chance.split(), variant, transitions));
        }
    }

    /** A breaker, and the timer that it would have on real threads. */
    private static final class Breaker {

        private final CircuitBreaker breaker;
        private final Agenda agenda;
        private long wait;
        private long episode;

        Breaker(
                Scenario scenario,
                int service,
                Agenda agenda,
                SplittableRandom chance,
                Resilience4jVariant variant,
                Transitions transitions) {
            this.agenda = agenda;
            CircuitConfig circuit = scenario.topology().configs().get(service);
            double jitter = scenario.settings().jitter().orElse(circuit.jitter());
            CircuitBreakerConfig.Builder settings = Resilience4jSettings.builder(circuit)
                    .clock(new VirtualClock(agenda))
                    // Its own timer would run on a real clock; after() does the same on the simulated one.
                    .automaticTransitionFromOpenToHalfOpenEnabled(false)
                    // The wait is drawn as a circuit draws it.
                    .waitIntervalFunctionInOpenState(attempt -> {
                        wait = wait(circuit, attempt, jitter * chance.nextDouble());
                        return wait;
                    });
            if (variant.permits() > 0) {
                settings.permittedNumberOfCallsInHalfOpenState(variant.permits());
            }
            if (variant.minimumCalls() > 0) {
                CircuitBreakerConfig mapped = settings.build();
                boolean counts = mapped.getSlidingWindowType() == SlidingWindowType.COUNT_BASED;
                settings.slidingWindow(
                        counts
                                ? Math.max(mapped.getSlidingWindowSize(), variant.minimumCalls())
                                : mapped.getSlidingWindowSize(),
                        variant.minimumCalls(),
                        mapped.getSlidingWindowType());
            }
            if (variant.ignoresRefusals()) {
                settings.ignoreException(CallNotPermittedException.class::isInstance);
            }
            breaker = CircuitBreaker.of(scenario.topology().names().get(service), settings.build());
            breaker.getEventPublisher().onStateTransition(event -> {
                CircuitBreaker.State to = event.getStateTransition().getToState();
                transitions.changed(agenda.now(), service, phase(to));
                episode++;
                if (to == CircuitBreaker.State.OPEN && variant.automatic()) {
                    after(Duration.ofMillis(wait), episode);
                }
            });
        }

        /** As a circuit has it: longer with each opening in a row, as far as it may, less what is left to chance. In milliseconds. */
        private static long wait(CircuitConfig circuit, int attempt, double less) {
            double grown = circuit.resetTimeout().toMillis() * Math.pow(circuit.backoffMultiplier(), attempt - 1.0);
            double longest = circuit.maxResetTimeout().toMillis();
            return Math.max(1, Math.round(Math.min(grown, longest) * (1 - less)));
        }

        private void after(Duration delay, long begun) {
            agenda.at(agenda.now() + delay.toNanos(), now -> {
                if (episode == begun) {
                    breaker.transitionToHalfOpenState();
                }
            });
        }

        private static Transitions.Phase phase(CircuitBreaker.State state) {
            return switch (state) {
                case OPEN, FORCED_OPEN -> Transitions.Phase.OPEN;
                case HALF_OPEN -> Transitions.Phase.HALF_OPEN;
                case CLOSED, DISABLED, METRICS_ONLY -> Transitions.Phase.CLOSED;
            };
        }
    }

    @Override
    public Object ask(int service, @Nullable Object around) {
        Breaker asked = breakers.get(service);
        return asked.breaker.tryAcquirePermission()
                ? asked
                : new Refusal(CallNotPermittedException.createCallNotPermittedException(asked.breaker));
    }

    @Override
    public void succeeded(Object permission, long nanos) {
        ((Breaker) permission).breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failed(Object permission, long nanos, Throwable failure) {
        ((Breaker) permission).breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    @Override
    public void ignored(Object permission) {
        ((Breaker) permission).breaker.releasePermission();
    }

    @Override
    public boolean attributesTimeouts() {
        return false;
    }

    @Override
    public void close() {
        // nothing runs: the timers are on the agenda
    }
}
