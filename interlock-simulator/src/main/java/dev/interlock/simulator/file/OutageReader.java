package dev.interlock.simulator.file;

import dev.interlock.config.StrictMapping;
import dev.interlock.simulator.model.OutageModel;
import dev.interlock.simulator.model.OutageModel.Kind;
import dev.interlock.simulator.model.ServiceModel;
import dev.interlock.simulator.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The outages of a scenario file: each has what its kind needs and nothing else, and none ends what another one began. */
final class OutageReader {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    /** What they do to a process; two of them at once on one service would end each other. */
    private static final Set<Kind> OF_PROCESSES = EnumSet.of(Kind.CRASH, Kind.HANG, Kind.DEPLOY);

    private final StrictMapping file;
    private final Topology topology;
    private final Map<String, Integer> numbers;
    private final List<ServiceModel> services;
    private final boolean callsAreKnown;

    /** Calls are unknown where the topology could not be read. */
    OutageReader(StrictMapping file, Topology topology, List<ServiceModel> services, boolean callsAreKnown) {
        this.callsAreKnown = callsAreKnown;
        this.file = file;
        this.topology = topology;
        this.numbers = topology.numbers();
        this.services = services;
    }

    List<OutageModel> read() {
        List<OutageModel> outages = new ArrayList<>();
        for (StrictMapping each : file.list("outages")) {
            Optional<OutageModel> outage = outage(each);
            outage.ifPresent(later -> {
                outages.stream()
                        .filter(earlier -> clash(earlier, later))
                        .findFirst()
                        .ifPresent(
                                earlier -> each.problem(
                                        "at",
                                        "the " + word(earlier.kind())
                                                + " of the same service is not over by then; let one end before the other begins"));
                outages.add(later);
            });
        }
        if (!file.has("outages") || file.list("outages").isEmpty()) {
            file.problem("outages", "there is none; a scenario needs one at least");
        }
        return outages;
    }

    private Optional<OutageModel> outage(StrictMapping outage) {
        Optional<Kind> kind = outage.oneOf("kind", Kind.class);
        Optional<String> service = outage.text("service");
        Optional<Duration> at = outage.duration("at", SHORT, LONG);
        Optional<Duration> duration = outage.duration("for", SHORT, LONG);
        Optional<Double> factor = outage.number("factor", 1, 1_000_000);
        Optional<Double> share = outage.share("share");
        Optional<Integer> instances = outage.whole("instances", 1, 1_000);
        Optional<String> from = outage.text("from");
        for (String needed : List.of("kind", "service", "at", "for")) {
            if (!outage.has(needed)) {
                outage.problem(needed, "is missing; an outage needs kind, service, at and for");
            }
        }
        service.filter(each -> !numbers.containsKey(each)).ifPresent(each -> outage.problem("service", unknown(each)));
        if (kind.isEmpty() || at.isEmpty() || duration.isEmpty() || !numbers.containsKey(service.orElse(""))) {
            return Optional.empty();
        }
        int number = numbers.getOrDefault(service.orElseThrow(), -1);
        only(outage, kind.get(), "factor", EnumSet.of(Kind.SLOW));
        only(outage, kind.get(), "share", EnumSet.of(Kind.ERRORS));
        only(outage, kind.get(), "from", EnumSet.of(Kind.PARTITION));
        only(outage, kind.get(), "instances", EnumSet.of(Kind.CRASH, Kind.HANG, Kind.FLUSH, Kind.DEPLOY));
        if (kind.get() == Kind.SLOW && !outage.has("factor")) {
            outage.problem("factor", "is missing; write how many times longer the work takes");
        }
        share.filter(none -> none == 0).ifPresent(none -> outage.problem("share", "of nothing is no outage"));
        from.ifPresent(caller -> from(outage, caller, number));
        int all = services.get(number).instances();
        instances
                .filter(some -> some > all)
                .ifPresent(some -> outage.problem("instances", "the service has " + all + "; name fewer"));
        return Optional.of(new OutageModel(
                kind.get(),
                number,
                at.get().toNanos(),
                duration.get().toNanos(),
                factor.orElse(1.0),
                share.orElse(1.0),
                Math.min(all, instances.orElse(all)),
                from.map(caller -> numbers.getOrDefault(caller, -1)).orElse(-1)));
    }

    private void from(StrictMapping outage, String caller, int service) {
        Integer number = numbers.get(caller);
        if (number == null) {
            outage.problem("from", unknown(caller));
            return;
        }
        for (int called : topology.calls().get(number)) {
            if (called == service) {
                return;
            }
        }
        if (!callsAreKnown) {
            return;
        }
        outage.problem(
                "from", "'" + caller + "' never calls '" + topology.names().get(service) + "'");
    }

    private static void only(StrictMapping outage, Kind kind, String key, Set<Kind> kinds) {
        if (outage.has(key) && !kinds.contains(kind)) {
            outage.problem(
                    key,
                    "a " + word(kind) + " has none, only "
                            + String.join(
                                    ", ", kinds.stream().map(OutageReader::word).toList()) + "; take it away");
        }
    }

    private static boolean clash(OutageModel one, OutageModel other) {
        boolean sameThing = one.kind() == other.kind() && one.from() == other.from();
        boolean sameProcess = OF_PROCESSES.contains(one.kind()) && OF_PROCESSES.contains(other.kind());
        return one.service() == other.service()
                && (sameThing || sameProcess)
                && one.at() < other.end()
                && other.at() < one.end();
    }

    private String unknown(String service) {
        return "there is no service '" + service + "' in the topology" + file.hint(service, numbers.keySet());
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
