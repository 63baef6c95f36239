package dev.interlock.cli.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param opened    circuits that opened, in order
 * @param blocked   for each circuit that was blocked in the middle of the outage, its root causes
 * @param deadCalls calls that reached for the stopped service
 * @param services  each service's calls and recovery, dependencies first
 */
record Summary(List<String> opened, Map<String, List<String>> blocked, long deadCalls, List<ServiceSummary> services) {

    /**
     * One service.
     *
     * @param name            its name
     * @param served          calls that were answered
     * @param refused         calls that a circuit refused, here or further down
     * @param failed          calls that failed otherwise
     * @param recoverySeconds from the repair until it answered again; -1 if it did not
     */
    record ServiceSummary(String name, long served, long refused, long failed, double recoverySeconds) {}

    long served() {
        return services.stream().mapToLong(ServiceSummary::served).sum();
    }

    long refused() {
        return services.stream().mapToLong(ServiceSummary::refused).sum();
    }

    long failed() {
        return services.stream().mapToLong(ServiceSummary::failed).sum();
    }

    /** The slowest recovery; -1 if a service did not come back. */
    double worstRecoverySeconds() {
        boolean all = services.stream().allMatch(service -> service.recoverySeconds() >= 0);
        return all
                ? services.stream()
                        .mapToDouble(ServiceSummary::recoverySeconds)
                        .max()
                        .orElse(-1)
                : -1;
    }

    void print(PrintStream out) {
        out.println();
        out.printf("  %-17s %8s %8s %8s   %s%n", "service", "served", "refused", "failed", "answered again after");
        for (ServiceSummary service : services) {
            out.printf(
                    Locale.ROOT,
                    "  %-17s %8d %8d %8d   %s%n",
                    service.name(),
                    service.served(),
                    service.refused(),
                    service.failed(),
                    seconds(service.recoverySeconds()));
        }
        out.println();
        out.println("  circuits opened            " + (opened.isEmpty() ? "none" : String.join(", ", opened)));
        out.println("  blocked, with root cause   " + blocked.size() + rootCauses());
        out.println("  calls to the dead service  " + deadCalls);
        out.println("  all services back after    " + seconds(worstRecoverySeconds()));
    }

    private String rootCauses() {
        List<String> roots =
                blocked.values().stream().flatMap(List::stream).distinct().toList();
        return roots.isEmpty() ? "" : " (" + String.join(", ", roots) + ")";
    }

    private static @Nullable Object orNull(double seconds) {
        return seconds < 0 ? null : seconds;
    }

    private static String seconds(double value) {
        return value < 0 ? "not in this run" : String.format(Locale.ROOT, "%.1f s", value);
    }

    /** A recovery that did not happen is null there: a number would pass for a fast one. */
    Map<String, Object> toJson() {
        Map<String, @Nullable Object> recovery = new LinkedHashMap<>();
        services.forEach(service -> recovery.put(service.name(), orNull(service.recoverySeconds())));
        recovery.put("worst", orNull(worstRecoverySeconds()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("opened", opened);
        json.put("blocked", blocked);
        json.put("deadCalls", deadCalls);
        json.put("recoverySeconds", recovery);
        json.put("served", served());
        json.put("refused", refused());
        json.put("failed", failed());
        return json;
    }
}
