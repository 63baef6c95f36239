package dev.interlock.reactor;

import dev.interlock.Circuit;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** A {@code Mono}, each subscription of which is a call. */
final class MonoThroughCircuit<T> extends MonoOperator<T, T> {

    private final Circuit circuit;

    MonoThroughCircuit(Mono<T> source, Circuit circuit) {
        super(source);
        this.circuit = circuit;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        OneCall.begin(source, circuit, actual, OneCall.Elements.OUTCOME);
    }
}
