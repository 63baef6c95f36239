package dev.interlock.verification.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.planted.FaultyLoader;
import dev.interlock.verification.planted.PlantedFault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever calls, callers, executors and operators do to each other at once: all of it ends, and no place, permit or timer stays behind (S9). */
class AbuseSoakTest {

    private static int rounds() {
        return switch (System.getProperty("interlock.proofs", "")) {
            case "long" -> 2_000;
            case "short" -> 100;
            default -> 6;
        };
    }

    @Test
    void callsOfEveryForm_inEachOther_endedInEveryWay_leaveNothingBehind() throws Exception {
        assertThat(AbuseSoak.run(rounds(), 60)).isEmpty();
    }

    static Stream<Arguments> leaks() {
        return Stream.of(
                Arguments.of(
                        "a caller who ends the future",
                        new PlantedFault("AsyncCall.byCaller", "permit.endedByCaller(failure)", "permit.answering()")),
                Arguments.of(
                        "a try that lost",
                        new PlantedFault("HedgedCall.callOff", "permit.ignore()", "permit.hasEnded()")),
                Arguments.of(
                        "work that its limit ended",
                        new PlantedFault("PermitImpl.timeOut", "givePlaceBack()", "disarm()")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaks")
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "compiles the core")
    @SuppressWarnings("unchecked")
    void leak_planted_isFound(String of, PlantedFault leak, @TempDir Path classes) throws Exception {
        PlantedFault.compile(List.of(leak), classes);
        try (FaultyLoader loader = new FaultyLoader(classes)) {
            List<String> words = (List<String>) loader.loadClass(AbuseSoak.class.getName())
                    .getMethod("run", int.class, long.class)
                    .invoke(null, 200, 10L);

            assertThat(words).anySatisfy(word -> assertThat(word).contains("every place is given back"));
        }
    }
}
