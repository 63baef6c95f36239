package dev.interlock.verification.lincheck;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How many programs, and in how many orders each; the profiles ask for more programs. */
final class Effort {

    private Effort() {}

    /** Model checking of one object, to the depth that the profile asks for. */
    static ModelCheckingOptions ofAnObject() {
        return modelChecking(3, 10, 100);
    }

    /** Model checking of the whole graph, where each operation has many steps. */
    static ModelCheckingOptions ofTheGraph() {
        return modelChecking(2, 4, 40);
    }

    /** Model checking of two operations with very many steps each: few programs, most orders with one change of threads. */
    static ModelCheckingOptions ofOnePair(int programs, int orders) {
        return modelChecking(1, programs, orders).actorsBefore(0).actorsAfter(0);
    }

    private static ModelCheckingOptions modelChecking(int operations, int programs, int orders) {
        int factor = switch (System.getProperty("interlock.proofs", "quick")) {
            case "long" -> 10;
            case "short" -> 3;
            default -> 1;
        };
        return new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(operations)
                .actorsBefore(2)
                .actorsAfter(1)
                .iterations(programs * factor)
                .invocationsPerIteration(orders);
    }
}
