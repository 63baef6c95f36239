package dev.interlock.internal;

import dev.interlock.Guard;
import dev.interlock.Signal;
import dev.interlock.SignalConfig;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.signal.SignalChecker;
import dev.interlock.internal.state.SignalTerms;

/** A health signal's handle: what its checker finds is published by a commit. */
final class SignalImpl implements Signal {

    private final Parts parts;
    private final String name;
    private final int index;
    private final SignalChecker checker;

    SignalImpl(Parts parts, String name, int index, Guard check, SignalConfig config) {
        this.parts = parts;
        this.name = name;
        this.index = index;
        this.checker = new SignalChecker(
                name,
                check,
                config,
                parts.hookExecutor,
                parts.awake,
                parts.failures,
                (up, detail) -> parts.commits.signal(index, this, up, detail));
    }

    /** It was configured anew: whatever the graph says now, it goes by from the next check on. */
    void follow() {
        Graph graph = parts.root.read();
        if (graph.vertex(index).owner() == this && graph.state(index).terms() instanceof SignalTerms terms) {
            checker.reconfigure(terms.signal());
        }
    }

    int index() {
        return index;
    }

    void start() {
        checker.start();
    }

    void stop() {
        checker.close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUp() {
        Graph graph = parts.root.read();
        return graph.vertex(index).owner() != this
                || !graph.state(index).state().isOpen();
    }

    @Override
    public void check() {
        checker.checkNow();
    }

    @Override
    public String toString() {
        boolean there = parts.root.read().vertex(index).owner() == this;
        return "Signal '" + name + "' " + (there ? (isUp() ? "up" : "down") : "(removed)");
    }
}
