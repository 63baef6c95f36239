package dev.interlock.cli.demo.mesh;

import dev.interlock.AttributionPolicy;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Edge;
import dev.interlock.Interlock;
import dev.interlock.RemoteAttribution;
import dev.interlock.config.Bindings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The circuits of the file as one run has them: their times scaled, and able to tell slow calls where the outage makes calls wait. */
public final class Circuits {

    private static final double SLOW_RATE = 0.5;
    private static final int SLOW_CALLS = 5;
    private static final Duration SLOW_WINDOW = Duration.ofSeconds(2);

    private final Mesh mesh;
    private final Script script;
    private final Patience patience;

    /**
     * The circuits of one run.
     *
     * @param mesh   the services
     * @param script what happens in the run
     */
    public Circuits(Mesh mesh, Script script) {
        this.mesh = mesh;
        this.script = script;
        this.patience = new Patience(mesh, script.outage(), script.targets());
    }

    /**
     * Defines them, with their dependencies.
     *
     * @param interlock where
     */
    public void define(Interlock interlock) {
        mesh.file().defineIn(interlock, bindings().customize(this::tune).build());
    }

    /**
     * Defines the same circuits as strangers: no edges, and each counts every failure that it sees.
     *
     * @param interlock where
     */
    public void defineAlone(Interlock interlock) {
        Bindings alone = bindings()
                .customize(this::tune)
                .customize((name, circuit) ->
                        circuit.attribution(AttributionPolicy.OWN_ALL).remoteAttribution(RemoteAttribution.NONE))
                .build();
        mesh.file().defineIn(interlock, alone);
        for (Edge edge : interlock.snapshot().edges()) {
            boolean unused = interlock.unlink(edge.from(), edge.kind(), edge.to());
        }
    }

    /**
     * What the circuits come to, for breakers of another make.
     *
     * @return configurations by name
     */
    public Map<String, CircuitConfig> configs() {
        Map<String, CircuitConfig> configs = new LinkedHashMap<>();
        try (Interlock interlock = Interlock.create()) {
            define(interlock);
            mesh.names()
                    .forEach(name -> configs.put(name, interlock.circuit(name).config()));
        }
        return configs;
    }

    /** What the file leaves to code is always well here: the outage is the demo's business. */
    private Bindings.Builder bindings() {
        Bindings.Builder bindings = Bindings.builder();
        mesh.file().guardNames().forEach(name -> bindings.guard(name, () -> true));
        mesh.file().signals().keySet().forEach(name -> bindings.signal(name, () -> true));
        return bindings;
    }

    private void tune(String name, CircuitConfigBuilder circuit) {
        CircuitConfig file = mesh.config(name);
        circuit.resetTimeout(script.scaled(file.resetTimeout()))
                .maxResetTimeout(script.scaled(file.maxResetTimeout()))
                .failureWindow(script.scaled(file.failureWindow()))
                .retryInterval(script.scaled(file.retryInterval()));
        if (script.outage().makesCallsWait()) {
            circuit.slowCallRate(SLOW_RATE)
                    .slowCallThreshold(patience.slowAfter(name))
                    .minimumCalls(Math.min(file.minimumCalls(), SLOW_CALLS))
                    .failureWindow(slowWindow());
        } else if (file.slowCallRate().isPresent()) {
            circuit.slowCallThreshold(patience.slowAfter(name));
        }
    }

    /** Short, so that good calls from before the outage do not hide it; long enough to see the calls it takes to judge. */
    private Duration slowWindow() {
        Duration enough = Duration.ofMillis(Math.round(1_600 * SLOW_CALLS / script.rate()));
        return enough.compareTo(SLOW_WINDOW) > 0 ? enough : SLOW_WINDOW;
    }
}
