package dev.interlock.cli.demo.mesh;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long calls may take. Everything grows towards the callers, so that of a chain of calls which wait for one service, the innermost
 * is the first to lose patience; the others then learn whose failure it is instead of counting one of their own.
 */
public final class Patience {

    /** What a service without dependencies may take. Generous: a busy machine is not an outage. */
    private static final Duration OWN_LIMIT = Duration.ofSeconds(1);

    /** What a caller grants on top. */
    private static final Duration STEP = Duration.ofMillis(750);

    /** What a call that makes no other may take before it is slow. */
    private static final Duration SLOW_AFTER = Duration.ofMillis(400);

    /** What callers of a slow or hanging target grant on top: the whole machine may be slow, and that is not their outage. */
    private static final Duration FORBEARANCE = Duration.ofSeconds(1);

    private final Mesh mesh;
    private final Outage outage;
    private final Set<String> above;

    /**
     * The patience for one outage.
     *
     * @param mesh    the services
     * @param outage  how the targets fail
     * @param targets their names
     */
    public Patience(Mesh mesh, Outage outage, Collection<String> targets) {
        this.mesh = mesh;
        this.outage = outage;
        this.above =
                targets.stream().flatMap(target -> mesh.above(target).stream()).collect(Collectors.toSet());
    }

    /**
     * The outage that the patience is for.
     *
     * @return how the target fails
     */
    public Outage outage() {
        return outage;
    }

    /**
     * The limit of a call, at the client.
     *
     * @param name the service called
     * @return the limit; none if the targets hang, because no limit should be needed to notice that
     */
    public Optional<Duration> limit(String name) {
        return switch (outage) {
            case HANG -> Optional.empty();
            case SLOW -> Optional.of(byHeight(name).plus(slowAfter(name).multipliedBy(2)));
            case REFUSE, ERRORS -> Optional.of(byHeight(name));
        };
    }

    /**
     * From when a call is slow. In an outage that makes calls wait it grows with all the calls of one request, because these wait one
     * after the other. In the others only files that ask for it have slow calls at all; the limits then come first.
     *
     * @param name the service called
     * @return the duration
     */
    public Duration slowAfter(String name) {
        return outage.makesCallsWait()
                ? SLOW_AFTER.multipliedBy(mesh.calls(name)).plus(above.contains(name) ? FORBEARANCE : Duration.ZERO)
                : byHeight(name);
    }

    /**
     * How long a slow target takes over its answer: too long for its own circuit, not for those of its callers.
     *
     * @param name the target
     * @return the duration
     */
    public Duration slowAnswer(String name) {
        return slowAfter(name).plus(SLOW_AFTER.dividedBy(2));
    }

    private Duration byHeight(String name) {
        return OWN_LIMIT.plus(STEP.multipliedBy(height(name)));
    }

    private int height(String name) {
        return mesh.service(name).dependencies().stream()
                .mapToInt(dependency -> height(dependency) + 1)
                .max()
                .orElse(0);
    }
}
