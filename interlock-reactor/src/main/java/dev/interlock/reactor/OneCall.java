package dev.interlock.reactor;

import dev.interlock.Circuit;
import dev.interlock.Permit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscription that holds a permit. Publishers further up find it in Reactor's context, on whichever thread they are subscribed to: a
 * call of theirs is inside this one.
 *
 * <p>The permit ends with whatever ends the subscription, exactly once, before anybody further down is told: who
 * subscribes again on the signal finds the place free.
 */
final class OneCall<T> implements CoreSubscriber<T>, Subscription, Scannable {

    /** Where the innermost permit is in Reactor's context. */
    private static final Object PERMIT = new Object();

    private final CoreSubscriber<? super T> actual;
    private final Permit permit;
    private final Elements elements;

    private final Context context;

    /** What an element says about the call. */
    enum Elements {
        /** It is the outcome. */
        OUTCOME,
        /** The call answers, and goes on. */
        ANSWER,
        /** Nothing: the end is all. */
        NOTHING
    }

    private @Nullable Subscription upstream;
    private boolean done;

    private OneCall(CoreSubscriber<? super T> actual, Permit permit, Elements elements) {
        this.actual = actual;
        this.permit = permit;
        this.elements = elements;
        this.context = actual.currentContext().put(PERMIT, permit);
    }

    static <T> void begin(
            Publisher<? extends T> source, Circuit circuit, CoreSubscriber<? super T> actual, Elements elements) {
        Permit permit;
        try {
            permit = acquire(circuit, actual.currentContext());
        } catch (Throwable refused) {
            Exceptions.throwIfFatal(refused);
            Operators.error(actual, refused);
            return;
        }
        OneCall<T> call = new OneCall<>(actual, permit, elements);
        try {
            permit.within(() -> source.subscribe(call));
        } catch (Throwable broken) { // a source must not throw, and this one has: nobody else will end the permit
            permit.failure(broken);
            throw broken;
        }
    }

    private static Permit acquire(Circuit circuit, Context context) {
        Permit around = context.getOrDefault(PERMIT, null);
        if (around == null) {
            return circuit.acquire();
        }
        Permit[] acquired = new Permit[1];
        around.within(() -> acquired[0] = circuit.acquire());
        return acquired[0];
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(upstream, subscription)) {
            upstream = subscription;
            actual.onSubscribe(this);
        }
    }

    @Override
    public void onNext(T element) {
        if (done) {
            Operators.onNextDropped(element, actual.currentContext());
            return;
        }
        try {
            switch (elements) {
                case OUTCOME -> permit.success(element);
                case ANSWER -> permit.answering();
                case NOTHING -> {
                    // Only onComplete and onError say something.
                }
            }
        } finally { // the subscriber gets the element, whatever recording it led to
            actual.onNext(element);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (done) {
            Operators.onErrorDropped(failure, actual.currentContext());
            return;
        }
        done = true;
        try {
            permit.failure(failure);
        } finally { // the subscriber gets the outcome, whatever recording it led to
            actual.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (done) {
            return;
        }
        done = true;
        try {
            permit.success();
        } finally {
            actual.onComplete();
        }
    }

    @Override
    public void request(long elements) {
        Subscription subscription = upstream;
        if (subscription != null) {
            permit.within(() -> subscription.request(elements));
        }
    }

    @Override
    public void cancel() {
        try {
            permit.ignore();
        } finally {
            Subscription subscription = upstream;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Scannable has it
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.PARENT) {
            return upstream;
        }
        if (key == Attr.ACTUAL) {
            return actual;
        }
        if (key == Attr.TERMINATED) {
            return done;
        }
        return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
    }
}
