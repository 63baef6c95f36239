package dev.interlock.verification.model;

import dev.interlock.testkit.property.Property;
import org.junit.jupiter.api.Test;

/** Any graph, any sequence of steps: the core and the reference agree on every answer after every step. */
class ReferenceModelTest {

    private static final int EFFORT = switch (System.getProperty("interlock.proofs", "quick")) {
        case "long" -> 60;
        case "short" -> 8;
        default -> 1;
    };

    @Test
    void core_inSmallGraphs_doesAsTheReference() {
        Quiet.hookFailures();
        Property.named("the core does as the reference, in small graphs")
                .tries(300 * EFFORT)
                .forAll(Plans.upTo(12, 60), Plans.simpler(), Player::play);
    }

    @Test
    void core_inGraphsOf200Nodes_doesAsTheReference() {
        Quiet.hookFailures();
        Property.named("the core does as the reference, in graphs of 200 nodes")
                .tries(3 * EFFORT)
                .forAll(Plans.of(200, 120), Plans.simpler(), Player::play);
    }
}
