package dev.interlock.simulator.file;

import dev.interlock.config.StrictMapping;
import dev.interlock.simulator.model.ServiceModel;
import dev.interlock.simulator.model.ServiceModel.Spread;
import dev.interlock.simulator.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How services behave: what the file says of one, else of all, else the defaults. */
final class ServiceReader {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    /** Patience grows towards the callers, so that of calls that wait for each other the innermost gives up first. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration PATIENCE_STEP = Duration.ofMillis(250);

    private final StrictMapping file;
    private final Topology topology;

    ServiceReader(StrictMapping file, Topology topology) {
        this.file = file;
        this.topology = topology;
    }

    List<ServiceModel> read() {
        int[] heights = topology.heights();
        Map<String, Integer> numbers = topology.numbers();
        Optional<StrictMapping> every = file.mapping("everyService");
        List<ServiceModel> services = new ArrayList<>();
        for (int i = 0; i < topology.size(); i++) {
            ServiceModel byHeight = new ServiceModel(
                    2,
                    64,
                    256,
                    Duration.ofMillis(2).toNanos(),
                    Spread.EXPONENTIAL,
                    PATIENCE.plus(PATIENCE_STEP.multipliedBy(heights[i])).toNanos(),
                    1,
                    1000,
                    Duration.ofSeconds(30).toNanos());
            services.add(byHeight);
        }
        if (every.isPresent()) {
            Changes changes = new Changes(every.get());
            services.replaceAll(changes::of);
        }
        Map<String, StrictMapping> named =
                file.mapping("services").map(StrictMapping::all).orElse(new HashMap<>());
        named.forEach((name, mapping) -> {
            Changes changes = new Changes(mapping);
            Integer number = numbers.get(name);
            if (number == null) {
                mapping.problem(
                        "there is no service '" + name + "' in the topology" + mapping.hint(name, numbers.keySet()));
            } else {
                services.set(number, changes.of(services.get(number)));
            }
        });
        return services;
    }

    /** What one mapping says. */
    private static final class Changes {

        private final Optional<Integer> instances;
        private final Optional<Integer> workers;
        private final Optional<Integer> queue;
        private final Optional<Duration> serviceTime;
        private final Optional<Spread> spread;
        private final Optional<Duration> timeout;
        private final Optional<Double> coldFactor;
        private final Optional<Integer> cacheFills;
        private final Optional<Duration> cacheFades;

        Changes(StrictMapping service) {
            instances = service.whole("instances", 1, 1_000);
            workers = service.whole("workers", 1, 1_000_000);
            queue = service.whole("queue", 0, 1_000_000);
            serviceTime = service.duration("serviceTime", Duration.ofNanos(1_000), LONG);
            spread = service.oneOf("spread", Spread.class);
            timeout = service.duration("timeout", SHORT, LONG);
            Optional<StrictMapping> cache = service.mapping("cache");
            coldFactor = cache.flatMap(each -> each.number("coldFactor", 1, 1_000_000));
            cacheFills = cache.flatMap(each -> each.whole("fillsAfter", 1, 1_000_000_000));
            cacheFades = cache.flatMap(each -> each.duration("fadesAfter", SHORT, LONG));
        }

        ServiceModel of(ServiceModel service) {
            return new ServiceModel(
                    instances.orElse(service.instances()),
                    workers.orElse(service.workers()),
                    queue.orElse(service.queue()),
                    serviceTime.map(Duration::toNanos).orElse(service.serviceTime()),
                    spread.orElse(service.spread()),
                    timeout.map(Duration::toNanos).orElse(service.timeout()),
                    coldFactor.orElse(service.coldFactor()),
                    cacheFills.orElse(service.cacheFills()),
                    cacheFades.map(Duration::toNanos).orElse(service.cacheFades()));
        }
    }
}
