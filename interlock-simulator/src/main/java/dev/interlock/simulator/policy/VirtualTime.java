package dev.interlock.simulator.policy;

import dev.interlock.Scheduler;
import dev.interlock.TimeSource;
import dev.interlock.simulator.engine.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * The simulated time as Interlock's three inputs: clock, timers, and the executor of hooks. All of it happens on the agenda's one thread, in
 * one order; a task without delay happens at the same moment, after what is happening now.
 */
final class VirtualTime implements TimeSource, Scheduler, Executor {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final Agenda agenda;

    VirtualTime(Agenda agenda) {
        this.agenda = agenda;
    }

    @Override
    public long nanoTime() {
        return agenda.now();
    }

    @Override
    public Instant instant() {
        return FIRST.plusNanos(agenda.now());
    }

    /** A task on the agenda. A cancelled one stays there and does nothing: its entry holds no more than this. */
    private static final class Task implements Agenda.Event, Cancellable {

        private Runnable work;

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public void happen(long now) {
            work.run();
        }

        @Override
        public void cancel() {
            work = () -> {};
        }
    }

    @Override
    public Cancellable schedule(Runnable work, Duration delay) {
        Task task = new Task(work);
        agenda.at(agenda.now() + Math.max(0, delay.toNanos()), task);
        return task;
    }

    @Override
    public void execute(Runnable work) {
        agenda.at(agenda.now(), new Task(work));
    }
}
