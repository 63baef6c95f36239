package dev.interlock.reactor;

import dev.interlock.Circuit;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** A {@code Flux}, each subscription of which is a call. */
final class FluxThroughCircuit<T> extends FluxOperator<T, T> {

    private final Circuit circuit;
    private final OneCall.Elements elements;

    FluxThroughCircuit(Flux<T> source, Circuit circuit, OneCall.Elements elements) {
        super(source);
        this.circuit = circuit;
        this.elements = elements;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        OneCall.begin(source, circuit, actual, elements);
    }
}
