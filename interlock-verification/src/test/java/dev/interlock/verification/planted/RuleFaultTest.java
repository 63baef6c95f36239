package dev.interlock.verification.planted;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever changes a line that a fault replaces learns it from the next build, and not from the proofs. */
class RuleFaultTest {

    @ParameterizedTest
    @EnumSource
    void fault_ofAnyRule_isAboutTheSourceAsItIs(RuleFault fault) {
        fault.faults.forEach(PlantedFault::check);
    }
}
