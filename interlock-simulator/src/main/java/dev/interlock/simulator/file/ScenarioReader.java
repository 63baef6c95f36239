package dev.interlock.simulator.file;

import dev.interlock.config.StrictMapping;
import dev.interlock.simulator.model.Clients;
import dev.interlock.simulator.model.OutageModel;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.model.ServiceModel;
import dev.interlock.simulator.model.Settings;
import dev.interlock.simulator.model.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** From a scenario file's values to a {@link Scenario}: every problem with line and column, all at once. docs/simulator.md tells the keys. */
final class ScenarioReader {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final int MOST_SERVICES = 100_000;

    /** What an interlock.yaml can have, and a scenario never. */
    private static final Set<String> TOPOLOGY_ONLY = Set.of("circuits", "external", "templates", "groups", "signals");

    private final String name;
    private final String fileName;
    private final StrictMapping file;
    private final TopologySource source;

    /** Finds the topology that a file names. */
    @FunctionalInterface
    interface TopologySource {
        Topology find(String name) throws IOException;
    }

    ScenarioReader(String fileName, StrictMapping file, TopologySource source) {
        this.fileName = fileName;
        this.name = fileName.replaceFirst("\\.ya?ml$", "");
        this.file = file;
        this.source = source;
    }

    /**
     * Reads it.
     *
     * @throws dev.interlock.config.ConfigurationFileException with everything that is wrong
     */
    Scenario read() {
        refuseTopologyFile();
        version();
        String title = file.text("title").orElse(name);
        Optional<Topology> found = topology();
        // Without services the rest is judged as if every name in it were one: all problems are told at once.
        Topology topology = found.orElseGet(this::whateverIsNamed);
        List<ServiceModel> services = new ServiceReader(file, topology).read();
        long delay = file.mapping("network")
                .flatMap(network -> network.duration("delay", NONE, MINUTE))
                .orElse(SHORT)
                .toNanos();
        Clients clients = clients(topology);
        List<OutageModel> outages = new OutageReader(file, topology, services, found.isPresent()).read();
        Settings settings = settings();
        Optional<StrictMapping> run = file.mapping("run");
        Duration warmUp =
                run.flatMap(each -> each.duration("warmUp", NONE, LONG)).orElse(Duration.ofSeconds(5));
        Duration after = run.flatMap(each -> each.duration("after", Duration.ofSeconds(1), LONG))
                .orElse(Duration.ofMinutes(5));
        Duration quiet = run.flatMap(each -> each.duration("quiet", Duration.ofSeconds(1), LONG))
                .orElse(Duration.ofMinutes(1));
        if (warmUp.toNanos()
                >= outages.stream().mapToLong(OutageModel::at).min().orElse(Long.MAX_VALUE)) {
            file.problem(
                    "run",
                    "the warm-up of " + warmUp.toMillis()
                            + " ms leaves no steady state before the first outage; let that begin later");
        }
        if (quiet.compareTo(after) > 0) {
            file.problem(
                    "run",
                    "a run that is 'quiet' for longer than it goes on 'after' the outage cannot be; make 'after' longer");
        }
        file.finish();
        return new Scenario(
                name,
                title,
                topology,
                services,
                delay,
                clients,
                outages,
                settings,
                warmUp.toNanos(),
                after.toNanos(),
                quiet.toNanos());
    }

    /** Whoever gives an interlock.yaml wants to be told so, and not that its keys are unknown. */
    private void refuseTopologyFile() {
        boolean scenario = file.keys().stream()
                .anyMatch(List.of("topology", "generate", "outages", "clients", "services", "run")::contains);
        boolean topology = file.keys().stream().anyMatch(TOPOLOGY_ONLY::contains);
        if (!scenario && topology) {
            file.keys().forEach(file::has);
            file.problem(
                    "this is a configuration, not a scenario; write a scenario beside it that names it, 'topology: "
                            + fileName
                            + "', and has outages. './interlock simulate --show mesh-crash-60' prints one to begin with");
            file.finish();
        }
    }

    private Topology whateverIsNamed() {
        Set<String> names = new LinkedHashSet<>();
        file.mapping("services").ifPresent(services -> names.addAll(services.keys()));
        file.mapping("clients").ifPresent(clients -> names.addAll(clients.names("at")));
        for (StrictMapping outage : file.list("outages")) {
            outage.text("service").ifPresent(names::add);
            outage.text("from").ifPresent(names::add);
        }
        return new Topology(
                List.copyOf(names), Collections.nCopies(names.size(), new int[0]), List.of(), (interlock, change) -> {
                    throw new IllegalStateException("a topology that is missing is a problem");
                });
    }

    private void version() {
        if (!file.has("version")) {
            file.problem("version", "is missing; begin with 'version: 1'");
        } else {
            file.whole("version", 1, 1);
        }
    }

    private Optional<Topology> topology() {
        Optional<String> named = file.text("topology");
        Optional<StrictMapping> generated = file.mapping("generate");
        if (file.has("topology") == generated.isPresent()) {
            file.problem(
                    "topology",
                    generated.isPresent()
                            ? "there is 'generate', too; keep one of the two"
                            : "is missing; name a file with circuits, or write 'generate:'");
            return Optional.empty();
        }
        try {
            Optional<Topology> topology = named.isPresent()
                    ? Optional.of(source.find(named.get()))
                    : generated.flatMap(ScenarioReader::generate);
            topology.filter(each -> each.size() == 0).ifPresent(empty -> file.problem("topology", "has no circuits"));
            return topology.filter(each -> each.size() > 0);
        } catch (IOException | IllegalArgumentException wrong) {
            file.problem("topology", "cannot be used: " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Topology> generate(StrictMapping generate) {
        int width = generate.whole("width", 1, 10_000).orElse(1);
        LayeredGraph graph = new LayeredGraph(
                generate.whole("layers", 1, 64).orElse(3),
                width,
                generate.whole("roots", 1, 10_000).orElse(width),
                generate.whole("calls", 1, 64).orElse(1),
                generate.whole("seed", 0, Integer.MAX_VALUE).orElse(1),
                generate.whole("failureThreshold", 1, 1_000_000).orElse(5),
                generate.duration("resetTimeout", SHORT, LONG).orElse(Duration.ofSeconds(10)));
        long services = (long) (graph.layers() - 1) * graph.width() + graph.roots();
        if (services > MOST_SERVICES) {
            generate.problem("asks for " + services + " services; at most " + MOST_SERVICES + " are generated");
            return Optional.empty();
        }
        return Optional.of(graph.topology());
    }

    private Clients clients(Topology topology) {
        Optional<StrictMapping> clients = file.mapping("clients");
        Map<String, Integer> numbers = topology.numbers();
        List<Integer> entries = new ArrayList<>();
        clients.map(each -> each.names("at")).orElse(List.of()).forEach(entry -> {
            Integer number = numbers.get(entry);
            if (number == null) {
                clients.get()
                        .problem(
                                "at",
                                "there is no service '" + entry + "' in the topology"
                                        + file.hint(entry, numbers.keySet()));
            } else {
                entries.add(number);
            }
        });
        if (entries.isEmpty() && clients.isPresent() && clients.get().has("at")) {
            clients.get().problem("at", "names no service; leave it out for all of them");
        }
        return new Clients(
                clients.flatMap(each -> each.number("rate", 0.001, 1_000_000)).orElse(100.0),
                entries.isEmpty() ? IntStream.range(0, topology.size()).boxed().toList() : List.copyOf(entries),
                clients.flatMap(each -> each.whole("attempts", 1, 100)).orElse(1),
                clients.flatMap(each -> each.duration("backoff", NONE, MINUTE))
                        .orElse(Duration.ofMillis(100))
                        .toNanos());
    }

    private Settings settings() {
        Optional<StrictMapping> circuits = file.mapping("circuits");
        Optional<Double> rampFrom = circuits.flatMap(each -> each.share("rampFrom"));
        rampFrom.filter(from -> from <= 0)
                .ifPresent(
                        from -> circuits.orElseThrow()
                                .problem(
                                        "rampFrom",
                                        "a ramp that begins with nothing lets no call through to go on with; write 1% or more"));
        return new Settings(
                circuits.flatMap(each -> each.share("jitter")),
                circuits.flatMap(each -> each.duration("probe", SHORT, LONG))
                        .orElse(Duration.ofSeconds(1))
                        .toNanos(),
                circuits.flatMap(each -> each.duration("ramp", SHORT, LONG)).map(Duration::toNanos),
                rampFrom.orElse(0.1));
    }
}
