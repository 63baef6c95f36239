package dev.interlock.cli.file.plan;

import dev.interlock.cli.file.model.Node;

/**
 * What happens while one node is open, or down, and everything else is well.
 *
 * @param node    the node
 * @param direct  circuits that depend on it directly, by hard dependencies
 * @param opened  circuits that its cascade opens
 * @param blocked circuits that are not open and depend on something that is, directly or not
 * @param share   of all circuits, those opened and blocked
 * @param entries entry points among those opened and blocked
 */
public record Outage(Node node, int direct, int opened, int blocked, double share, int entries) {

    /**
     * How many circuits it takes with it.
     *
     * @return opened and blocked ones
     */
    public int lost() {
        return opened + blocked;
    }
}
