package dev.interlock.reactor;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends each subscription of a {@code Mono} or {@code Flux} through a circuit.
 *
 * <pre>{@code
 * Mono<Receipt> receipt = client.charge(amount).transform(ThroughCircuit.of(gateway));
 * }</pre>
 *
 * <p>A call begins with the subscription, so a retry behind it is another call. A refusal arrives as an error, a
 * {@link CallRejectedException}, and nothing is subscribed to. A {@code Mono} is a success with its value, or when it completes empty; a
 * {@code Flux} when it completes. An error is classified as one that was thrown. Cancellation hands the permit back and counts nothing. Nothing
 * blocks, and Reactor's context passes through. Immutable and thread-safe.
 *
 * <p><b>A {@code Flux} may live for hours</b>, so its life is not its duration. What it takes to its first element is what slow conditions look
 * at; as a probe of a HALF_OPEN circuit it is a success with its first element, because the service answers; its place of {@code maxConcurrent} stays its own
 * while elements come, the {@code permitDeadline} counts from the latest one. A probe, or a stream whose first element was slow, is not counted a second
 * time if it breaks later. For streams that are one answer in parts, such as the rows of a query, there is {@link #whole}.
 *
 * <p>Whose failure an error is, is known from the error itself. Whose slowness it is, and what a time limit ends, is known of calls that begin while
 * this one is subscribed to or asked for more; not of those that a later signal starts on another thread.
 * A publisher through the same circuit that is subscribed to inside this one, on whichever thread, is a part of this call: it takes nothing, and is
 * counted once.
 *
 * @param <T> the elements
 */
public final class ThroughCircuit<T> implements Function<Publisher<T>, Publisher<T>> {

    private final Circuit circuit;
    private final OneCall.Elements ofFlux;

    private ThroughCircuit(Circuit circuit, OneCall.Elements ofFlux) {
        this.circuit = Objects.requireNonNull(circuit, "circuit");
        this.ofFlux = ofFlux;
    }

    /**
     * What {@code transform} and {@code transformDeferred} take.
     *
     * @param circuit the circuit
     * @param <T>     the elements
     * @return sends publishers through the circuit
     */
    public static <T> ThroughCircuit<T> of(Circuit circuit) {
        return new ThroughCircuit<>(circuit, OneCall.Elements.ANSWER);
    }

    /**
     * As {@link #of}, for a {@code Flux} that is one answer in parts: nothing is decided, and nothing prolonged, before it ends. It is slow if all of it
     * takes long, a probe of a HALF_OPEN circuit is a success when it completes, and it has to end within the {@code permitDeadline} where it holds a permit
     * or a place. A {@code Mono} is the same through both.
     *
     * @param circuit the circuit
     * @param <T>     the elements
     * @return sends publishers through the circuit
     */
    public static <T> ThroughCircuit<T> whole(Circuit circuit) {
        return new ThroughCircuit<>(circuit, OneCall.Elements.NOTHING);
    }

    /**
     * The publisher, each subscription of which is a call.
     *
     * @param source a {@code Mono}, or anything else, which becomes a {@code Flux}
     * @return a {@code Mono} if the source is one, else a {@code Flux}
     */
    @Override
    public Publisher<T> apply(Publisher<T> source) {
        return source instanceof Mono<T> mono
                ? new MonoThroughCircuit<>(mono, circuit)
                : new FluxThroughCircuit<>(Flux.from(source), circuit, ofFlux);
    }
}
