package dev.interlock.verification.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every hook, doing everything a hook can do wrong, in every state in which it is asked: no permit and no bulkhead place stays out, the
 * rest of the interlock goes on meanwhile, and the circuit works when the hook behaves again.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultMatrixTest {

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Hook hook : Hook.values()) {
            for (Fault fault : Fault.values()) {
                cells.add(Arguments.of(hook, fault));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void closed_hookMisbehaves_nothingLeaksAndTheCircuitWorks(Hook hook, Fault fault) throws Exception {
        try (Rig rig = new Rig(hook, fault)) {
            misbehave(rig, fault, rig::traffic);
            rig.assertInOrder();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void open_hookMisbehaves_nothingLeaksAndTheCircuitWorks(Hook hook, Fault fault) throws Exception {
        try (Rig rig = new Rig(hook, fault)) {
            Traffic.open(rig.victim);
            misbehave(rig, fault, rig::transitions);
            rig.assertInOrder();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void halfOpen_hookMisbehaves_nothingLeaksAndTheCircuitWorks(Hook hook, Fault fault) throws Exception {
        try (Rig rig = new Rig(hook, fault)) {
            Traffic.halfOpen(rig.victim);
            misbehave(rig, fault, rig::traffic);
            rig.assertInOrder();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void timers_hookMisbehaves_nothingLeaksAndTheCircuitWorks(Hook hook, Fault fault) throws Exception {
        try (Rig rig = new Rig(hook, fault)) {
            Traffic.open(rig.victim);
            // The clock hangs or overflows on the thread that moves the time: that thread is the test's.
            misbehave(rig, fault, () -> rig.time.advance(Rig.RESET_TIMEOUT.plusSeconds(3)));
            rig.time.takeFailures();
            rig.assertInOrder();
        }
    }

    /** Runs something on another thread while the trap is armed; if that thread or a hook's hangs, the others are checked meanwhile. */
    static void misbehave(Rig rig, Fault fault, Runnable harm) throws Exception {
        rig.trap.arm();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread worker = new Thread(harm, "worker");
        worker.setDaemon(true);
        worker.setUncaughtExceptionHandler((thread, failure) -> thrown.set(failure));
        worker.start();
        if (fault == Fault.BLOCKS) {
            while (worker.isAlive() && !(rig.trap.holdsSomebody(10) && isWaiting(worker))) {
                Thread.onSpinWait();
            }
            if (!hangsInTheScheduler(worker)) {
                rig.assertOthersGoOn();
            }
            rig.trap.disarm();
        }
        worker.join(Duration.ofSeconds(90).toMillis());
        assertThat(worker.isAlive()).as("the worker came back").isFalse();
        rig.trap.disarm();
    }

    /** Where a hook hangs on another thread, the worker may still be moving the time, and others' timers with it: it has to come to rest. */
    private static boolean isWaiting(Thread worker) {
        Thread.State state = worker.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** A clock that hangs in the thread of the timers stops the timers: nothing can be asked of the others then. */
    private static boolean hangsInTheScheduler(Thread worker) {
        return Stream.of(worker.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("TaskLoop"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void trap_isSprung_soThatTheMatrixIsNotEmpty(Hook hook, Fault fault) throws Exception {
        try (Rig rig = new Rig(hook, fault)) {
            misbehave(rig, fault, () -> {
                rig.traffic();
                rig.victim.operator().open(Traffic.OPS, "test");
                rig.transitions();
                rig.time.advance(Duration.ofSeconds(30));
            });
            rig.time.takeFailures();
            Traffic.eventually("the hook misbehaved", () -> {
                if (rig.trap.sprung() == 0) {
                    rig.trap.arm();
                    rig.time.advance(Duration.ofSeconds(1));
                    rig.interlock.signal("s" + System.identityHashCode(new Object()), () -> true, s -> {});
                }
                return rig.trap.sprung() > 0;
            });
        }
    }
}
