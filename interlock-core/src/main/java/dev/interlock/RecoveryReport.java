package dev.interlock;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a recovery did.
 *
 * @param dryRun  whether it only planned
 * @param entries one for each circuit, in the order in which they were taken
 */
public record RecoveryReport(boolean dryRun, List<Entry> entries) {

    /**
     * Copies the list.
     *
     * @param dryRun whether it only planned
     * @param entries one for each circuit, in the order in which they were taken
     */
    public RecoveryReport {
        entries = List.copyOf(entries);
    }

    /**
     * The entry of one circuit.
     *
     * @param circuit its name
     * @return the entry, or empty
     */
    public Optional<Entry> find(String circuit) {
        return entries.stream().filter(entry -> entry.circuit().equals(circuit)).findFirst();
    }

    /**
     * The names with one outcome.
     *
     * @param outcome the outcome
     * @return names in order
     */
    public List<String> circuits(Outcome outcome) {
        return entries.stream()
                .filter(entry -> entry.outcome() == outcome)
                .map(Entry::circuit)
                .toList();
    }

    /**
     * What became of one circuit.
     *
     * @param circuit its name
     * @param outcome what became of it
     * @param reasons why, unless it recovered
     */
    public record Entry(String circuit, Outcome outcome, List<Reason> reasons) {

        /**
         * Copies the list.
         *
         * @param circuit its name
         * @param outcome what became of it
         * @param reasons why, unless it recovered
         */
        public Entry {
            Objects.requireNonNull(circuit, "circuit");
            Objects.requireNonNull(outcome, "outcome");
            reasons = List.copyOf(reasons);
        }
    }

    /** What can become of a circuit. */
    public enum Outcome {
        /** It closed in this run; in a dry run: it would be attempted. */
        RECOVERED,
        /** It was closed when its turn came. */
        ALREADY_CLOSED,
        /** Only an operator may move it, or the run was over before its turn: cancelled, late, or ended by a circuit that fell again. */
        SKIPPED,
        /** A dependency or a guard refused. */
        BLOCKED,
        /** It fell again, while the run waited for it or after it had closed. */
        FAILED,
        /** It did not close in time. */
        TIMED_OUT
    }
}
