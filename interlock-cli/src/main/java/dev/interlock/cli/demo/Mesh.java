package dev.interlock.cli.demo;

import java.time.Duration;
import java.util.List;

/**
 * The mesh of the original specification: who calls whom, and how patient each circuit is.
 *
 * @param services every service, dependencies first
 */
record Mesh(List<Service> services) {

    /**
     * One service.
     *
     * @param name         its name, and its circuit's
     * @param dependencies whom it calls for each request, one after the other
     * @param threshold    failures that open its circuit
     * @param resetTimeout how long its circuit waits before it tries to recover
     */
    record Service(String name, List<String> dependencies, int threshold, Duration resetTimeout) {}

    /** The root, which everything needs. */
    static final String CONSUL = "consul";

    /** What a service may take by itself. Generous: a busy machine is not an outage. */
    private static final Duration OWN_LIMIT = Duration.ofSeconds(2);

    /** The seed's mesh, with its waits multiplied by {@code scale}. */
    static Mesh seed(double scale) {
        return new Mesh(List.of(
                service(CONSUL, 2, 10, scale),
                service("vault", 2, 10, scale, CONSUL),
                service("config_service", 5, 30, scale, CONSUL),
                service("auth_service", 3, 30, scale, CONSUL, "vault"),
                service("user_service", 5, 30, scale, "auth_service", "config_service"),
                service("order_service", 5, 30, scale, "auth_service", "config_service"),
                service("payment_service", 5, 30, scale, "auth_service", "vault"),
                service("api_gateway", 10, 60, scale, "user_service", "order_service", "payment_service")));
    }

    /**
     * How long a call to a service may take: as long as everything it calls may, and its own share. So the limit of whoever hangs
     * fires before those of its callers, and the failure is counted where it happened.
     */
    Duration limit(String name) {
        return service(name).dependencies().stream().map(this::limit).reduce(OWN_LIMIT, Duration::plus);
    }

    /** A service that is known to be there. */
    Service service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Service service(String name, int threshold, int waitSeconds, double scale, String... dependencies) {
        Duration wait = Duration.ofMillis(Math.max(1, Math.round(waitSeconds * 1000 * scale)));
        return new Service(name, List.of(dependencies), threshold, wait);
    }
}
