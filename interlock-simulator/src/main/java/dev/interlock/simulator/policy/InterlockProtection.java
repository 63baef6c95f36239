package dev.interlock.simulator.policy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.simulator.engine.Protection;
import dev.interlock.simulator.engine.Simulation;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.model.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real core, on the simulated time. */
final class InterlockProtection implements Protection {

    private static final Duration RAMP = Duration.ofSeconds(10);

    private final Interlock interlock;
    private final List<Circuit> circuits;

    InterlockProtection(
            Scenario scenario, Simulation world, long seed, boolean ramps, boolean probes, Transitions transitions) {
        VirtualTime time = new VirtualTime(world.agenda());
        interlock = Interlock.create(settings -> settings.timeSource(time)
                .scheduler(time)
                .hookExecutor(time)
                .seed(seed)
                .log(false));
        Map<String, Integer> numbers = scenario.topology().numbers();
        Settings settings = scenario.settings();
        scenario.topology().definer().defineIn(interlock, (name, circuit) -> {
            settings.jitter().ifPresent(circuit::jitter);
            int service = numbers.getOrDefault(name, -1);
            if (ramps) {
                ramp(settings, scenario.topology().configs().get(service), circuit);
            }
            if (probes) {
                circuit.probe(() -> world.isWell(service), Duration.ofNanos(settings.probe()));
            }
        });
        circuits = scenario.topology().names().stream().map(interlock::circuit).toList();
        interlock.on(
                CircuitTransitioned.class,
                event -> transitions.changed(
                        world.agenda().now(), numbers.getOrDefault(event.circuit(), -1), phase(event.to())));
    }

    private static void ramp(Settings settings, CircuitConfig own, CircuitConfigBuilder circuit) {
        if (settings.ramp().isPresent() || own.rampUp().isEmpty()) {
            circuit.rampUp(settings.ramp().map(Duration::ofNanos).orElse(RAMP)).rampUpFrom(settings.rampFrom());
        }
    }

    private static Transitions.Phase phase(State state) {
        if (state.isOpen()) {
            return Transitions.Phase.OPEN;
        }
        return state == State.HALF_OPEN ? Transitions.Phase.HALF_OPEN : Transitions.Phase.CLOSED;
    }

    /** What {@link Permit#within} runs: it asks inside of the call around, so that the circuits know of each other. */
    private static final class Asking {

        private final Circuit circuit;
        private @Nullable Permit permit;

        Asking(Circuit circuit) {
            this.circuit = circuit;
        }

        void ask() {
            permit = circuit.acquire();
        }
    }

    @Override
    public Object ask(int service, @Nullable Object around) {
        Circuit circuit = circuits.get(service);
        try {
            if (!(around instanceof Permit outer)) {
                return circuit.acquire();
            }
            Asking asking = new Asking(circuit);
            outer.within(asking::ask);
            Permit permit = asking.permit;
            if (permit == null) {
                throw new IllegalStateException("within() did not run its part");
            }
            return permit;
        } catch (CallRejectedException refused) {
            return new Refusal(refused);
        }
    }

    @Override
    public void succeeded(Object permission, long nanos) {
        ((Permit) permission).success();
    }

    @Override
    public void failed(Object permission, long nanos, Throwable failure) {
        ((Permit) permission).failure(failure);
    }

    @Override
    public void ignored(Object permission) {
        ((Permit) permission).ignore();
    }

    @Override
    public boolean attributesTimeouts() {
        return true;
    }

    @Override
    public void close() {
        interlock.close();
    }
}
