package dev.interlock.verification.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A hook executor whose tasks can be held back: what a slow guard looks like to everybody else. */
final class HeldHooks implements Executor {

    private final Executor hooks;
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;

    HeldHooks(Executor hooks) {
        this.hooks = hooks;
    }

    @Override
    public void execute(Runnable task) {
        if (holding) {
            held.add(task);
        } else {
            hooks.execute(task);
        }
    }

    void hold() {
        holding = true;
    }

    void letGo() {
        holding = false;
        held.forEach(Runnable::run);
    }
}
