package dev.interlock.simulator.engine;

import dev.interlock.simulator.model.ServiceModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One copy of a service: its workers, the queue in front of them, and its cache. */
final class Instance {

    private enum Health {
        UP,
        DOWN,
        HUNG
    }

    private final Service service;
    private final ServiceModel model;
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private @Nullable Call first; // of those inside, waiting ones included
    private Health health = Health.UP;
    private int busy;
    private boolean flushed;
    private double warmth = 1;
    private long lastUsed;

    Instance(Service service, ServiceModel model) {
        this.service = service;
        this.model = model;
    }

    boolean isHung() {
        return health == Health.HUNG;
    }

    /** Whether a request that came now would be answered before its caller loses patience, as far as can be told. */
    boolean answersInTime(double slowness) {
        double work = model.serviceTime() * slowness * (1 + (model.coldFactor() - 1) * (1 - warmth));
        double turns = 1 + (double) waiting.size() / model.workers();
        boolean room = busy < model.workers() || waiting.size() < model.queue();
        return health == Health.UP && room && work * turns < model.timeout();
    }

    void arrive(Call call, long now) {
        if (health == Health.DOWN) {
            call.answer(now, new CallFailure(service.name() + " refused the connection"));
            return;
        }
        boolean worker = health == Health.UP && busy < model.workers(); // a process that hangs takes none up
        if (!worker && waiting.size() >= model.queue()) {
            call.answer(now, new CallFailure(service.name() + " is overloaded"));
            return;
        }
        enter(call);
        if (worker) {
            begin(call, now);
        } else {
            waiting.add(call);
        }
    }

    private void begin(Call call, long now) {
        busy++;
        call.start(now, service.work(call.chance, coldness(now)));
    }

    /** An answer was given: its worker takes the next. */
    void leave(Call call, long now) {
        remove(call);
        if (!call.hasWorker) {
            return;
        }
        call.hasWorker = false;
        busy--;
        Call next = waiting.poll();
        if (next != null) {
            begin(next, now);
        }
    }

    /** The process is gone, with all that it was working on. */
    void goDown(long now, String why) {
        health = Health.DOWN;
        List<Call> inside = new ArrayList<>();
        for (Call call = first; call != null; call = call.next) {
            inside.add(call);
        }
        inside.forEach(call -> {
            remove(call);
            call.hasWorker = false;
        });
        waiting.clear();
        busy = 0;
        inside.forEach(call -> call.lose(now, why));
    }

    void hang() {
        health = Health.HUNG;
    }

    /** A new process: nothing in it, and nothing in its cache. */
    void startAgain(long now) {
        goDown(now, service.name() + " was started again");
        health = Health.UP;
        warmth = 0;
        lastUsed = now;
    }

    void flush(boolean begins) {
        flushed = begins;
        warmth = 0;
    }

    /** A request was worked on: the cache knows more. */
    void remember(long now) {
        if (model.coldFactor() > 1 && !flushed) {
            fade(now);
            warmth += (1 - warmth) / model.cacheFills();
        }
    }

    /** How many times longer work takes now. */
    private double coldness(long now) {
        if (model.coldFactor() <= 1) {
            return 1;
        }
        fade(now);
        return 1 + (model.coldFactor() - 1) * (1 - warmth);
    }

    private void fade(long now) {
        warmth *= StrictMath.exp(-(double) (now - lastUsed) / model.cacheFades());
        lastUsed = now;
    }

    private void enter(Call call) {
        call.instance = this;
        call.next = first;
        if (first != null) {
            first.previous = call;
        }
        first = call;
    }

    private void remove(Call call) {
        if (call.previous != null) {
            call.previous.next = call.next;
        } else if (first == call) {
            first = call.next;
        }
        if (call.next != null) {
            call.next.previous = call.previous;
        }
        call.previous = null;
        call.next = null;
        call.instance = null;
    }
}
