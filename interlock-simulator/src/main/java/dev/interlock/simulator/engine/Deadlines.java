package dev.interlock.simulator.engine;

import java.util.ArrayDeque;

/**
 * The time limits of the calls of one service. They are all of one length, so they run out in the order in which the calls were made: a queue
 * with one event ahead instead of an event for each call, most of which would find its call ended.
 */
final class Deadlines implements Agenda.Event {

    private final Agenda agenda;
    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private boolean waiting;

    Deadlines(Agenda agenda) {
        this.agenda = agenda;
    }

    void add(Call call) {
        for (Call first = calls.peek(); first != null && first.isEnded(); first = calls.peek()) {
            calls.remove(); // most have: what is kept is not much more than what is in flight
        }
        calls.add(call);
        if (!waiting) {
            waiting = true;
            agenda.at(call.deadline(), this);
        }
    }

    @Override
    public void happen(long now) {
        Call first = calls.peek();
        while (first != null && (first.isEnded() || first.deadline() <= now)) {
            calls.remove();
            if (!first.isEnded()) {
                first.timeOut(now); // may make calls, and so add some
            }
            first = calls.peek();
        }
        waiting = first != null;
        if (first != null) {
            agenda.at(first.deadline(), this);
        }
    }
}
