package dev.interlock.simulator.engine;

import dev.interlock.CircuitConfig;
import dev.interlock.simulator.model.Clients;
import dev.interlock.simulator.model.OutageModel;
import dev.interlock.simulator.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario: a discrete-event simulation on one thread. The same scenario, seed and protection give the same run, event by event;
 * another protection meets the same requests, at the same moments and with the same work, as far as it lets them through.
 *
 * <p>A protection is attached after the simulation is made, because breakers need its time, and its listeners the observer.
 */
public final class Simulation {

    private final Scenario scenario;
    private final Observer observer;
    private final Agenda agenda = new Agenda();
    private final List<Service> services = new ArrayList<>();
    private final int[][] calls;
    private final long checks;
    private @Nullable Protection protection;

    /**
     * A run that has not begun.
     *
     * @param scenario what happens
     * @param seed     fixes what is left to chance
     * @param observer is told what happens
     */
    public Simulation(Scenario scenario, long seed, Observer observer) {
        this.scenario = scenario;
        this.observer = observer;
        this.checks = Chance.mix(seed, -1);
        this.calls = scenario.topology().calls().toArray(int[][]::new);
        for (int i = 0; i < scenario.topology().size(); i++) {
            services.add(new Service(
                    scenario.topology().names().get(i), scenario.services().get(i), agenda));
        }
        for (OutageModel outage : scenario.outages()) {
            Faults.schedule(outage, services.get(outage.service()), agenda);
        }
        for (int entry : scenario.clients().entries()) {
            new Arrivals(Chance.mix(seed, entry), entry).scheduleFirst();
        }
    }

    /** Requests at one entry, at random moments that do not depend on anything else. */
    private final class Arrivals implements Agenda.Event {

        private static final long LATER = 1;
        private static final long WORK = 2;

        private final long chance;
        private final int entry;
        private final double distance;
        private long number;

        Arrivals(long chance, int entry) {
            this.chance = chance;
            this.entry = entry;
            this.distance = Scenario.SECOND / scenario.clients().rate();
        }

        void scheduleFirst() {
            agenda.at(Chance.untilNext(Chance.mix(chance, 0), distance), this);
        }

        @Override
        public void happen(long now) {
            number++;
            observer.entered(now);
            long mine = Chance.mix(chance, number);
            agenda.at(now + Chance.untilNext(Chance.mix(mine, LATER), distance), this);
            new Request(Simulation.this, entry, Chance.mix(mine, WORK)).attempt(now);
        }
    }

    /**
     * Runs it.
     *
     * @param breakers what protects the callers
     * @param goOn     asked once for each second of simulated time; false ends the run
     */
    public void run(Protection breakers, BooleanSupplier goOn) {
        protection = breakers;
        long second = 0;
        while (second < scenario.endAt() && goOn.getAsBoolean()) {
            second = Math.min(second + Scenario.SECOND, scenario.endAt());
            while (agenda.next(second)) {
                // the event has happened
            }
        }
    }

    /**
     * What is ahead; also the clock.
     *
     * @return the agenda
     */
    public Agenda agenda() {
        return agenda;
    }

    /**
     * What an active check of a service finds now: what a call would that is made at this moment.
     *
     * @param service its number
     * @return true if it is well
     */
    public boolean isWell(int service) {
        return services.get(service).isWell(Chance.mix(checks, Chance.mix(agenda.now(), service)));
    }

    Protection protection() {
        return Objects.requireNonNull(protection, "run");
    }

    Observer observer() {
        return observer;
    }

    Service service(int number) {
        return services.get(number);
    }

    /** Whether a limit that ends a call blames its circuit: not if that looks for slow calls, and this one was not slow yet. */
    boolean limitTells(int service, long nanos) {
        CircuitConfig circuit = scenario.topology().configs().get(service);
        return circuit.slowCallRate().isEmpty()
                || nanos >= circuit.slowCallThreshold().toNanos();
    }

    int[] calls(int service) {
        return calls[service];
    }

    String name(int service) {
        return services.get(service).name();
    }

    long delay() {
        return scenario.delay();
    }

    Clients clients() {
        return scenario.clients();
    }
}
