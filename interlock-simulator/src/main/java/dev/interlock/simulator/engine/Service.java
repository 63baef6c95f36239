package dev.interlock.simulator.engine;

import dev.interlock.simulator.model.ServiceModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service: its instances behind a balancer that takes them in turn, and what is wrong with all of them. */
final class Service {

    private static final long FAILS = 7; // apart from what else is drawn for a call
    private static final long TAKES = 3;
    private static final int ALL = -1;

    private final String name;
    private final ServiceModel model;
    private final Deadlines deadlines;
    private final List<Instance> instances = new ArrayList<>();
    private final Set<Instance> drained = new HashSet<>();
    private final Set<Integer> cutOff = new HashSet<>();
    private int turn;
    private double slowness = 1;
    private double errors;

    Service(String name, ServiceModel model, Agenda agenda) {
        this.name = name;
        this.model = model;
        this.deadlines = new Deadlines(agenda);
        for (int i = 0; i < model.instances(); i++) {
            instances.add(new Instance(this, model));
        }
    }

    String name() {
        return name;
    }

    ServiceModel model() {
        return model;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    List<Instance> instances() {
        return instances;
    }

    void arrive(Call call, long now) {
        Instance instance = instances.get(0);
        for (int i = 0; i < instances.size(); i++) {
            instance = instances.get(turn);
            turn = turn + 1 == instances.size() ? 0 : turn + 1;
            if (!drained.contains(instance)) {
                break;
            }
        }
        instance.arrive(call, now);
    }

    long work(long chance, double coldness) {
        return Chance.time(Chance.mix(chance, TAKES), model.serviceTime() * slowness * coldness, model.spread());
    }

    boolean failsByChance(long chance) {
        return errors > 0 && Chance.unit(Chance.mix(chance, FAILS)) < errors;
    }

    boolean isReachableFrom(@Nullable Call caller) {
        return cutOff.isEmpty() || !(cutOff.contains(ALL) || (caller != null && cutOff.contains(caller.service)));
    }

    /** What a check of its own finds that asks one of the instances through the network, and is not cut off alone. */
    boolean isWell(long chance) {
        List<Instance> asked = instances.stream()
                .filter(instance -> !drained.contains(instance))
                .toList();
        return !cutOff.contains(ALL)
                && !failsByChance(chance)
                && !asked.isEmpty()
                && asked.get((int) (Chance.unit(chance) * asked.size())).answersInTime(slowness);
    }

    void slow(double factor) {
        slowness = factor;
    }

    void fail(double share) {
        errors = share;
    }

    void cutOff(int caller, boolean begins) {
        if (begins) {
            cutOff.add(caller);
        } else {
            cutOff.remove(caller);
        }
    }

    void drain(Instance instance, boolean begins) {
        if (begins) {
            drained.add(instance);
        } else {
            drained.remove(instance);
        }
    }
}
