package dev.interlock.verification.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.State;
import dev.interlock.verification.planted.InFaultyCore;
import dev.interlock.verification.planted.PlantedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However a future ends, or does not, nothing leaks, and what counts is what the specification says. */
class FuturesTest {

    static final List<PlantedFault> FAULTS = List.of(
            new PlantedFault("AsyncCall.byCaller", "permit.endedByCaller(..);", ""),
            new PlantedFault("AsyncCall.byCaller", "permit.endedByCaller(failure)", "permit.close()"),
            new PlantedFault("AsyncCall.byCaller", "permit.endedByCaller(failure)", "permit.ignore()"),
            new PlantedFault("PermitImpl.expire", "!reportsItself", "reportsItself"),
            new PlantedFault("Holding.settle", "settled == 0 && SETTLED.compareAndSet(this, 0, 1)", "true"),
            new PlantedFault("PermitImpl.givePlaceBack", "holdsPlace.compareAndSet(true, false)", "holdsPlace.get()"),
            new PlantedFault("Admission.begin", "fresh.expireAfter(..);", ""));

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (State state : EveryFuture.ADMITTING) {
            for (EveryFuture.Meanwhile meanwhile : EveryFuture.Meanwhile.values()) {
                cells.add(Arguments.of(state, meanwhile));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void future_howeverItEnds_givesItsPlaceBackOnce(State state, EveryFuture.Meanwhile meanwhile) {
        EveryFuture.play(state, meanwhile);
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "-Pproofs-short")
    void futures_ofACoreWithAFault_showIt(PlantedFault fault) throws Exception {
        assertThat(InFaultyCore.call(EveryFuture.class, fault)).isNotEmpty();
    }
}
