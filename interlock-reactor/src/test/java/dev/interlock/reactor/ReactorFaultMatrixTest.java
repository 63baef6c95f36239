package dev.interlock.reactor;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

/** Every way in which a subscription can end, in every state that holds something, while a hook misbehaves: nothing leaks. */
class ReactorFaultMatrixTest {

    /** Longer than the permit deadline, which is the default. */
    private static final Duration LATE = ofSeconds(61);

    private static final Actor OPS = Actor.of("test");

    private enum Kind {
        MONO,
        FLUX
    }

    private enum Way {
        VALUE,
        EMPTY,
        ERROR,
        FATAL_ERROR,
        CANCEL_AT_ONCE,
        CANCEL_AFTER_A_VALUE,
        NEVER,
        END_AFTER_THE_DEADLINE,
        SUBSCRIBE_TWICE,
        SOURCE_THROWS,
        SUBSCRIBER_THROWS
    }

    private enum Hook {
        NONE,
        CALL_GUARD,
        PREDICATE,
        RESULT_PREDICATE,
        LISTENER
    }

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Way way : Way.values()) {
                for (Hook hook : Hook.values()) {
                    cells.add(Arguments.of(kind, way, hook));
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} {1}, {2} throws")
    @MethodSource("cells")
    void subscription_endsInAnyWay_nothingLeaks(Kind kind, Way way, Hook hook) {
        for (State state : List.of(State.CLOSED, State.HALF_OPEN)) {
            ManualTime time = ManualTime.create();
            try (Interlock interlock =
                    Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time))) {
                Circuit circuit = interlock.define("c", config(hook));
                if (hook == Hook.LISTENER) {
                    interlock.on(InterlockEvent.class, event -> {
                        throw new IllegalStateException("planned");
                    });
                }
                if (state == State.HALF_OPEN) {
                    circuit.operator().open(OPS, "test");
                    circuit.attemptRecovery();
                }

                play(kind, way, circuit, time);

                time.advance(LATE);
                assertThat(interlock.diagnostics().permitsOutstanding())
                        .as("permits, from %s", state)
                        .isZero();
                assertThat(interlock.diagnostics().callsInFlight())
                        .as("places, from %s", state)
                        .isZero();
                circuit.operator().forceClose(OPS, "test");
                assertThat(circuit.call(() -> "usable")).isEqualTo("usable");
            }
        }
    }

    private static Consumer<CircuitConfigBuilder> config(Hook hook) {
        return c -> {
            c.failureThreshold(100).maxConcurrent(1);
            switch (hook) {
                case CALL_GUARD ->
                    c.callGuard("planned", () -> {
                        throw new IllegalStateException("planned");
                    });
                case PREDICATE ->
                    c.failOn(thrown -> {
                        throw new IllegalStateException("planned");
                    });
                case RESULT_PREDICATE ->
                    c.failOnResult(result -> {
                        throw new IllegalStateException("planned");
                    });
                case NONE, LISTENER -> {
                    // nothing of the circuit's
                }
            }
        };
    }

    private static void play(Kind kind, Way way, Circuit circuit, ManualTime time) {
        TestPublisher<String> source = TestPublisher.create();
        Publisher<String> call = through(kind, way, source, circuit);
        List<Disposable> subscriptions = new ArrayList<>();
        attempt(() -> subscriptions.add(subscribe(call, way)));
        switch (way) {
            case VALUE -> attempt(() -> source.emit("value"));
            case EMPTY -> attempt(source::complete);
            case ERROR -> attempt(() -> source.error(new IllegalStateException("planned")));
            case FATAL_ERROR -> attempt(() -> source.error(new NoClassDefFoundError("planned")));
            case CANCEL_AT_ONCE -> subscriptions.forEach(Disposable::dispose);
            case CANCEL_AFTER_A_VALUE -> {
                attempt(() -> source.next("value"));
                subscriptions.forEach(Disposable::dispose);
            }
            case END_AFTER_THE_DEADLINE -> {
                time.advance(LATE);
                attempt(() -> source.emit("late"));
            }
            case SUBSCRIBE_TWICE -> {
                attempt(() -> subscriptions.add(subscribe(call, way)));
                attempt(() -> source.emit("value"));
            }
            case SUBSCRIBER_THROWS -> attempt(() -> source.next("value"));
            case NEVER, SOURCE_THROWS -> {
                // the deadline ends it, or it has ended
            }
        }
    }

    private static Publisher<String> through(Kind kind, Way way, TestPublisher<String> source, Circuit circuit) {
        if (kind == Kind.MONO) {
            Mono<String> mono = way == Way.SOURCE_THROWS
                    ? Mono.defer(() -> {
                        throw new IllegalStateException("planned");
                    })
                    : source.mono();
            return mono.transform(ThroughCircuit.of(circuit));
        }
        Flux<String> flux = way == Way.SOURCE_THROWS
                ? new Flux<>() {
                    @Override
                    public void subscribe(reactor.core.CoreSubscriber<? super String> actual) {
                        throw new IllegalStateException("planned");
                    }
                }
                : source.flux();
        return flux.transform(ThroughCircuit.of(circuit));
    }

    private static Disposable subscribe(Publisher<String> call, Way way) {
        return Flux.from(call)
                .subscribe(
                        value -> {
                            if (way == Way.SUBSCRIBER_THROWS) {
                                throw new IllegalStateException("planned");
                            }
                        },
                        failure -> {});
    }

    /** What comes out is not what is tested here. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | LinkageError planned) {
            // a planned one, or Reactor's own for it
        }
    }
}
