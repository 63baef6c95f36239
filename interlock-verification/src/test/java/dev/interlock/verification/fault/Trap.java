package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.OPS;

import dev.interlock.Circuit;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * User code that misbehaves while it is armed, and is harmless otherwise. It blocks only the first thread that comes by, and calls
 * back at most three times per arming: a listener that causes the event it listens to would go on for ever, and rightly.
 */
final class Trap {

    private static final int RE_ENTRIES = 3;

    private final Fault fault;
    private final AtomicInteger sprung = new AtomicInteger();
    private final AtomicInteger defined = new AtomicInteger();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean armed;
    private volatile AtomicInteger left = new AtomicInteger();
    private volatile CountDownLatch entered = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private volatile Interlock interlock;
    private volatile String circuit = "";

    Trap(Fault fault) {
        this.fault = fault;
    }

    void aimAt(Interlock target, String name) {
        interlock = target;
        circuit = name;
    }

    void arm() {
        left = new AtomicInteger(fault == Fault.BLOCKS ? 1 : RE_ENTRIES);
        entered = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        armed = true;
    }

    void disarm() {
        armed = false;
        gate.countDown();
    }

    /** How often it did its harm. */
    int sprung() {
        return sprung.get();
    }

    /** Whether a thread is still doing its harm. */
    boolean isBusy() {
        return busy.get() > 0;
    }

    /** Waits until a thread hangs in it; false if none does. */
    boolean holdsSomebody(long millis) throws InterruptedException {
        return entered.await(millis, TimeUnit.MILLISECONDS);
    }

    /** What the hook runs. */
    void spring() {
        busy.incrementAndGet();
        try {
            if (armed && !inside.get()) {
                misbehave();
            }
        } finally {
            busy.decrementAndGet();
        }
    }

    private void misbehave() {
        switch (fault) {
            case THROWS -> {
                sprung.incrementAndGet();
                throw new IllegalStateException("planned");
            }
            case THROWS_ERROR -> {
                sprung.incrementAndGet();
                throw new LinkageError("planned");
            }
            case OVERFLOWS -> {
                sprung.incrementAndGet();
                Overflow.now();
            }
            case INTERRUPTED -> {
                sprung.incrementAndGet();
                Thread.currentThread().interrupt();
                Trap.<RuntimeException>sneak(new InterruptedException("planned"));
            }
            case BLOCKS -> {
                if (left.getAndDecrement() > 0) {
                    block();
                }
            }
            case RE_ENTERS -> {
                if (left.getAndDecrement() > 0) {
                    reEnter();
                }
            }
        }
    }

    private void block() {
        sprung.incrementAndGet();
        CountDownLatch held = gate;
        entered.countDown();
        try {
            if (!held.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody opened the gate");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void reEnter() {
        inside.set(true);
        try {
            sprung.incrementAndGet();
            Interlock now = interlock;
            Circuit self = now.circuit(circuit);
            quietly(() -> self.call(() -> "nested"));
            quietly(() -> self.callAsync(() -> java.util.concurrent.CompletableFuture.completedFuture("nested")));
            self.tryAcquire().ifPresent(permit -> {
                permit.ignore();
                permit.close();
            });
            self.attemptRecovery();
            self.reset();
            self.isCallable();
            self.metrics();
            String added = "added-" + defined.incrementAndGet();
            now.define(added, c -> c.dependsOn("other"));
            now.link(added, EdgeKind.CASCADES_TO, "other");
            now.unlink(added, EdgeKind.CASCADES_TO, "other");
            now.circuit("other").operator().open(OPS, "nested");
            now.circuit("other").operator().forceClose(OPS, "nested");
            now.explain(circuit);
            now.diagnostics();
            now.validate();
            now.remove(added);
        } finally {
            inside.set(false);
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (dev.interlock.CallRejectedException refused) {
            // The circuit may be in a state that refuses: that is not the question here.
        }
    }

    @SuppressWarnings("unchecked") // throws what the hook's signature does not allow
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
