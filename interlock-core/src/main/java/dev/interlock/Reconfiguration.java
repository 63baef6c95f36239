package dev.interlock;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a reconfiguration changes, or would change.
 *
 * @param changes one for each circuit or signal that is different, in the order of their names
 */
public record Reconfiguration(List<NodeChange> changes) {

    /** What happens to a circuit or signal. */
    public enum Kind {
        /** It is defined. */
        DEFINED,
        /** It is configured differently. */
        CHANGED,
        /** It is removed. */
        REMOVED
    }

    /**
     * One circuit or signal.
     *
     * @param node    its name
     * @param kind    what happens to it
     * @param options the options that are different, if it is changed; else those of the new one that differ from the defaults, or none
     */
    public record NodeChange(String node, Kind kind, List<OptionChange> options) {

        /**
         * Copies the list.
         *
         * @param node    its name
         * @param kind    what happens to it
         * @param options what is different
         */
        public NodeChange {
            options = List.copyOf(options);
        }

        @Override
        public String toString() {
            String words = options.stream().map(OptionChange::toString).collect(Collectors.joining(", "));
            return switch (kind) {
                case DEFINED -> "+ " + node + (words.isEmpty() ? "" : ": " + words);
                case CHANGED -> "~ " + node + ": " + words;
                case REMOVED -> "- " + node;
            };
        }
    }

    /**
     * One option.
     *
     * @param option its name, as in the builder
     * @param before its value before, in words
     * @param after  its value after, in words
     */
    public record OptionChange(String option, String before, String after) {

        @Override
        public String toString() {
            return option + " " + before + " -> " + after;
        }
    }

    /**
     * Copies the list.
     *
     * @param changes what is different
     */
    public Reconfiguration {
        changes = List.copyOf(changes);
    }

    /**
     * Whether there is nothing to change.
     *
     * @return true if everything is as it should be
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * In words.
     *
     * @return a line for each circuit or signal: {@code + defined}, {@code ~ changed: option before -> after}, {@code - removed}
     */
    @Override
    public String toString() {
        return isEmpty()
                ? "nothing changes"
                : changes.stream().map(NodeChange::toString).collect(Collectors.joining("\n"));
    }
}
