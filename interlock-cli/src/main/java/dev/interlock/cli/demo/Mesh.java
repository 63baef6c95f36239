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
     * @param dependencies whom it calls for each request
     * @param threshold    failures that open its circuit
     * @param resetTimeout      how long its circuit waits before it tries to recover
     * @param depth        how many services are below it on the longest way
     */
    record Service(String name, List<String> dependencies, int threshold, Duration resetTimeout, int depth) {}

    /** The root, which everything needs. */
    static final String CONSUL = "consul";

    /** The seed's mesh, with its waits multiplied by {@code scale}. */
    static Mesh seed(double scale) {
        return new Mesh(List.of(
                service(CONSUL, 2, 10, scale, 0),
                service("vault", 2, 10, scale, 1, CONSUL),
                service("config_service", 5, 30, scale, 1, CONSUL),
                service("auth_service", 3, 30, scale, 2, CONSUL, "vault"),
                service("user_service", 5, 30, scale, 3, "auth_service", "config_service"),
                service("order_service", 5, 30, scale, 3, "auth_service", "config_service"),
                service("payment_service", 5, 30, scale, 3, "auth_service", "vault"),
                service("api_gateway", 10, 60, scale, 4, "user_service", "order_service", "payment_service")));
    }

    /** A service that is known to be there. */
    Service service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Service service(
            String name, int threshold, int waitSeconds, double scale, int depth, String... dependencies) {
        Duration wait = Duration.ofMillis(Math.max(1, Math.round(waitSeconds * 1000 * scale)));
        return new Service(name, List.of(dependencies), threshold, wait, depth);
    }
}
