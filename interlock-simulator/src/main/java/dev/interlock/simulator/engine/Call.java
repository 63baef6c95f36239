package dev.interlock.simulator.engine;

import org.jspecify.annotations.Nullable;

/**
 * One call of a service: through the breaker, over the network, into a queue, to a worker, down to what the service calls itself, and back.
 * Caller and callee have views of their own: when the caller has lost patience, the callee works on.
 */
final class Call implements Agenda.Event {

    private enum Phase {
        ARRIVES,
        WORKS,
        RETURNS
    }

    private final Simulation world;
    final Request request;
    final @Nullable Call around;
    final int service;
    final int depth;
    final long chance;

    private Phase phase = Phase.ARRIVES;
    private @Nullable Object permission;
    private long startedAt;
    private @Nullable Throwable failure;
    private int step;
    private @Nullable Call inner;
    /** The caller knows how it ended, or has given up. */
    private boolean ended;
    /** The breaker was told. Before the end only where a time limit of a call around this one ran out. */
    private boolean reported;
    /** The instance went down with it. */
    private boolean lost;

    /** Set while it is inside of an instance. */
    @Nullable
    Instance instance;

    boolean hasWorker;

    @Nullable
    Call previous;

    @Nullable
    Call next;

    Call(Simulation world, Request request, @Nullable Call around, int service, long chance) {
        this.world = world;
        this.request = request;
        this.around = around;
        this.service = service;
        this.chance = chance;
        this.depth = around == null ? 0 : around.depth + 1;
    }

    boolean isEnded() {
        return ended;
    }

    long deadline() {
        return startedAt + world.service(service).model().timeout();
    }

    /** The caller makes it. */
    void begin(long now) {
        Object answer = world.protection().ask(service, around == null ? null : around.permission);
        if (answer instanceof Protection.Refusal refusal) {
            ended = true;
            reported = true;
            world.observer().refused(now, depth);
            handUp(now, refusal.because(), true);
            return;
        }
        permission = answer;
        startedAt = now;
        world.observer().called(now, service);
        Service called = world.service(service);
        called.deadlines().add(this);
        if (called.isReachableFrom(around)) {
            world.agenda().at(now + world.delay(), this);
        }
    }

    @Override
    public void happen(long now) {
        switch (phase) {
            case ARRIVES -> world.service(service).arrive(this, now);
            case WORKS -> worked(now);
            case RETURNS -> returned(now);
        }
    }

    /** A worker takes it. */
    void start(long now, long work) {
        hasWorker = true;
        phase = Phase.WORKS;
        world.agenda().at(now + work, this);
    }

    private void worked(long now) {
        Instance mine = instance;
        if (lost || mine == null || mine.isHung()) {
            return; // lost with its instance, or stuck until that is started again
        }
        mine.remember(now);
        if (world.service(service).failsByChance(chance)) {
            answer(now, new CallFailure(world.name(service) + " answered 500"));
        } else {
            goOn(now);
        }
    }

    /** The next call that the service makes for this one, or the answer. */
    private void goOn(long now) {
        int[] calls = world.calls(service);
        if (step < calls.length) {
            inner = new Call(world, request, this, calls[step], Chance.mix(chance, step));
            step++;
            inner.begin(now);
        } else {
            answer(now, null);
        }
    }

    private void innerEnded(long now, @Nullable Throwable innerFailure) {
        inner = null;
        if (lost || instance == null || instance.isHung()) {
            return;
        }
        if (innerFailure != null) {
            answer(now, innerFailure);
        } else {
            goOn(now);
        }
    }

    /** The service is done with it. */
    void answer(long now, @Nullable Throwable why) {
        failure = why;
        Instance mine = instance;
        if (mine != null) {
            mine.leave(this, now);
        }
        phase = Phase.RETURNS;
        if (world.service(service).isReachableFrom(around)) {
            world.agenda().at(now + world.delay(), this);
        }
    }

    /** The instance goes down with it: the connection breaks. An event that is still ahead finds it lost. */
    void lose(long now, String why) {
        lost = true;
        failure = new CallFailure(why);
        if (world.service(service).isReachableFrom(around)) {
            world.agenda().at(now + world.delay(), this::returned);
        }
    }

    private void returned(long now) {
        if (!ended) {
            end(now, failure);
        }
    }

    private void end(long now, @Nullable Throwable why) {
        ended = true;
        if (!reported && permission != null) {
            reported = true;
            if (why == null) {
                world.protection().succeeded(permission, now - startedAt);
            } else {
                world.protection().failed(permission, now - startedAt, why);
            }
        }
        handUp(now, why, false);
    }

    private void handUp(long now, @Nullable Throwable why, boolean refusedHere) {
        if (around != null) {
            around.innerEnded(now, why);
        } else {
            request.attemptEnded(now, why, refusedHere);
        }
    }

    /** The caller has waited long enough. */
    void timeOut(long now) {
        Throwable timeout = new CallFailure(world.name(service) + " did not answer in time");
        if (world.protection().attributesTimeouts()) {
            attribute(now, timeout);
        }
        end(now, timeout);
    }

    /** From the innermost call to this one: whose fault it is, and that it is nobody else's. As {@code protect().timeout()} does it. */
    private void attribute(long now, Throwable timeout) {
        Call call = this;
        while (call.inner != null && !call.inner.ended) {
            call = call.inner;
        }
        boolean tells = call == this || world.limitTells(call.service, now - call.startedAt);
        while (true) {
            if (!call.reported && call.permission != null) {
                call.reported = true;
                if (tells) {
                    world.protection().failed(call.permission, now - call.startedAt, timeout);
                } else {
                    world.protection().ignored(call.permission);
                }
            }
            if (call == this || call.around == null) {
                return;
            }
            call = call.around;
        }
    }
}
