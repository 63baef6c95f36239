package dev.interlock.simulator.engine;

import dev.interlock.simulator.model.OutageModel;

/** Puts an outage on the agenda: its beginning and its end. */
final class Faults {

    private Faults() {}

    static void schedule(OutageModel outage, Service service, Agenda agenda) {
        if (outage.kind() == OutageModel.Kind.DEPLOY) {
            deploy(outage, service, agenda);
            return;
        }
        agenda.at(outage.at(), now -> begin(outage, service, now));
        agenda.at(outage.end(), now -> end(outage, service, now));
    }

    private static void begin(OutageModel outage, Service service, long now) {
        switch (outage.kind()) {
            case CRASH -> hit(outage, service, instance -> instance.goDown(now, service.name() + " crashed"));
            case HANG -> hit(outage, service, Instance::hang);
            case SLOW -> service.slow(outage.factor());
            case ERRORS -> service.fail(outage.share());
            case PARTITION -> service.cutOff(outage.from(), true);
            case FLUSH -> hit(outage, service, instance -> instance.flush(true));
            case DEPLOY -> throw new IllegalStateException("a deployment has steps");
        }
    }

    private static void end(OutageModel outage, Service service, long now) {
        switch (outage.kind()) {
            case CRASH, HANG -> hit(outage, service, instance -> instance.startAgain(now));
            case SLOW -> service.slow(1);
            case ERRORS -> service.fail(0);
            case PARTITION -> service.cutOff(outage.from(), false);
            case FLUSH -> hit(outage, service, instance -> instance.flush(false));
            case DEPLOY -> throw new IllegalStateException("a deployment has steps");
        }
    }

    /** One after the other: no more calls, then gone, then back, empty. Half of its step it drains, so a request that is short is not lost. */
    private static void deploy(OutageModel outage, Service service, Agenda agenda) {
        long step = outage.duration() / outage.instances();
        for (int i = 0; i < outage.instances(); i++) {
            Instance instance = service.instances().get(i);
            long at = outage.at() + i * step;
            agenda.at(at, now -> service.drain(instance, true));
            agenda.at(at + step / 2, now -> instance.goDown(now, service.name() + " was replaced"));
            agenda.at(at + step, now -> {
                instance.startAgain(now);
                service.drain(instance, false);
            });
        }
    }

    private static void hit(OutageModel outage, Service service, java.util.function.Consumer<Instance> fault) {
        service.instances().stream().limit(outage.instances()).forEach(fault);
    }
}
