package dev.interlock.internal.call;

import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import dev.interlock.ThrowingSupplier;
import dev.interlock.internal.engine.Timers;
import dev.interlock.internal.future.CallFuture;
import dev.interlock.internal.hook.HookKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call that is made once more while it takes long. Each try is admitted by itself; the circuit counts one outcome: the first
 * success, or the failure of the last try in flight. All others are neutral, and called off.
 *
 * <p>Who decides: {@code decided} is set once, by the try that succeeds, that fails while no other is in flight, by the time limit, or by the caller who
 * ends the future. A further try enters only while one is in flight, so after a failure that was the last nothing begins: this is no retry.
 *
 * @param <T> the result
 */
final class HedgedCall<T extends @Nullable Object> implements CallFuture.Ending {

    private final CircuitImpl circuit;
    private final ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work;
    private final Plan plan;
    private final @Nullable TimeLimit limit = TimeLimit.current();
    private final Runnable another;
    private final CallFuture<T> result;
    private final Queue<Try> tries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger(1);
    private final AtomicInteger begun = new AtomicInteger(1);
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile boolean struck;
    /** Whether a try has counted the limit that struck. */
    private volatile boolean counted;

    /** Of every try, as one may fire, and the next be armed, before whoever armed it has gone on. */
    private final Queue<Timers.Timer> timers = new ConcurrentLinkedQueue<>();

    private HedgedCall(
            CircuitImpl circuit, ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work, Plan plan) {
        this.circuit = circuit;
        this.work = work;
        this.plan = plan;
        this.result = new CallFuture<>(circuit.name(), this);
        this.another = circuit.inContext(this::tryAgain);
    }

    /**
     * When and how often.
     *
     * @param delay after each try, until the next
     * @param max   how many besides the first
     */
    record Plan(Duration delay, int max) {

        private static final int MOST = 10;

        /** A plan that makes sense. */
        static Plan of(Duration delay, int max) {
            List<Problem> problems = new ArrayList<>();
            if (delay.compareTo(TimeLimit.MIN) < 0 || delay.compareTo(TimeLimit.MAX) > 0) {
                problems.add(Problem.of("hedge", "a delay of " + delay + " is outside of 1 ms to 30 days", ""));
            }
            if (max < 1 || max > MOST) {
                problems.add(Problem.of("hedge", max + " more tries is outside of 1 to " + MOST, ""));
            }
            if (!problems.isEmpty()) {
                throw new InvalidConfigurationException(problems);
            }
            return new Plan(delay, max);
        }
    }

    static <T extends @Nullable Object> CompletableFuture<T> start(
            CircuitImpl circuit, ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work, Plan plan) {
        HedgedCall<T> call;
        HedgedCall<T>.Try first;
        try {
            call = new HedgedCall<>(circuit, work, plan);
            first = call.new Try(circuit.permit(false));
        } catch (Throwable refused) {
            return CompletableFuture.failedFuture(refused);
        }
        first.register();
        call.arm();
        first.begin();
        return call.result;
    }

    private void arm() {
        try {
            StackReserve.ensureForCall(); // so that the timer's lock is not left taken at the end of the stack
            timers.add(circuit.calls.engine.timers().schedule(plan.delay(), this::onTimer));
        } catch (Throwable refused) { // a scheduler of the user's: the call goes on without further tries
            circuit.calls.failures.threw(HookKind.PLATFORM, "scheduler", refused);
        }
        if (decided.get()) {
            disarm();
        }
    }

    private void disarm() {
        timers.forEach(Timers.Timer::cancel);
    }

    private void onTimer() {
        try {
            circuit.calls.hookExecutor.execute(another);
        } catch (RejectedExecutionException full) {
            // No place to begin another try: the ones in flight go on.
        }
    }

    private void tryAgain() {
        if (decided.get()) {
            return;
        }
        PermitImpl permit = circuit.admission.admit(false, false);
        if (permit == null) { // open by now, or full: that is no time for more calls
            return;
        }
        if (!enter()) {
            permit.ignore();
            return;
        }
        Try next = new Try(permit);
        next.register();
        if (begun.incrementAndGet() <= plan.max()) {
            arm();
        }
        next.begin();
    }

    private boolean enter() {
        int now = inFlight.get();
        while (now > 0) {
            if (inFlight.compareAndSet(now, now + 1)) {
                return true;
            }
            now = inFlight.get();
        }
        return false;
    }

    /** It is that of one try in flight, if it says anything. */
    @Override
    public void byCaller(@Nullable Throwable failure) {
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        for (Try each : tries) {
            if (!each.permit.hasEnded()) {
                each.permit.endedByCaller(failure);
                return;
            }
        }
    }

    @Override
    public void afterwards() {
        callOff();
    }

    /** The outcome is there: whoever is in flight still is neutral, and need not go on. */
    private void callOff() {
        decided.set(true);
        disarm();
        tries.forEach(Try::callOff);
    }

    private final class Try implements TimeLimit.Detached {

        private final PermitImpl permit;
        /** A stage may tell its end twice, which must not count for that of another try. */
        private final AtomicBoolean told = new AtomicBoolean();

        private volatile @Nullable CompletionStage<T> stage;

        Try(PermitImpl permit) {
            this.permit = permit;
        }

        /** From now on whoever decides, or the time limit, finds it. Both may have been before. */
        void register() {
            tries.add(this);
            if (limit != null) {
                limit.add(this);
            }
        }

        void begin() {
            if (decided.get()) {
                permit.ignore();
                return;
            }
            CompletionStage<T> started;
            try {
                permit.enter();
                started = work.get();
                if (started == null) {
                    throw new NullPointerException("the work of circuit '" + circuit.name() + "' returned no stage");
                }
            } catch (Throwable thrown) {
                permit.leave();
                failed(thrown, permit::failure);
                return;
            }
            permit.leave();
            stage = started;
            try {
                CompletionStage<T> unused = started.whenComplete((value, failure) -> {
                    if (failure == null) {
                        succeeded(value);
                    } else {
                        failed(failure, permit::stageFailed);
                    }
                });
            } catch (Throwable thrown) { // a stage that cannot be listened to: nobody will ever report
                failed(thrown, permit::failure);
            }
            if (decided.get()) { // before there was a stage
                callOff();
            }
        }

        private void succeeded(T value) {
            if (!told.compareAndSet(false, true)) {
                return;
            }
            if (!decided.compareAndSet(false, true)) {
                return; // whoever decided ends every try
            }
            try {
                permit.success(value);
            } finally { // the caller gets the outcome, whatever recording it led to, and finds the other places free
                HedgedCall.this.callOff();
                result.settle(value);
            }
        }

        private void failed(Throwable failure, Consumer<? super Throwable> report) {
            if (!told.compareAndSet(false, true)) {
                return;
            }
            if (inFlight.decrementAndGet() > 0) {
                permit.ignore();
                return;
            }
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            try {
                report.accept(failure);
            } finally {
                HedgedCall.this.callOff();
                result.settleExceptionally(failure);
            }
        }

        private void callOff() {
            try {
                permit.ignore();
            } finally {
                if (!told.get()) {
                    Stages.cancel(stage, circuit.name(), circuit.calls.failures);
                }
            }
        }

        @Override
        public void end(TimeLimit over) {
            if (decided.compareAndSet(false, true)) {
                struck = true;
            }
            if (!struck) {
                return;
            }
            if (counted) {
                permit.ignore();
            } else if (permit.timeOut(over, over.isOf(circuit))) {
                counted = true; // one outcome, also where the circuit counts all that ends in it
            }
        }

        @Override
        public void cancel(Throwable over) {
            if (!struck) {
                return;
            }
            try {
                HedgedCall.this.callOff();
            } finally {
                result.settleExceptionally(over);
            }
        }

        @Override
        public boolean hasEnded() {
            return decided.get(); // the permit may end long before, by its deadline
        }
    }
}
