package dev.interlock.reactor;

import dev.interlock.Circuit;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** A {@code Flux}, each subscription of which is a call. */
final class FluxThroughCircuit<T> extends FluxOperator<T, T> {

    private final Circuit circuit;

    FluxThroughCircuit(Flux<T> source, Circuit circuit) {
        super(source);
        this.circuit = circuit;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        OneCall.begin(source, circuit, actual, false);
    }
}
