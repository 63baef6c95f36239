package dev.interlock.verification.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.planted.InFaultyCore;
import dev.interlock.verification.planted.PlantedFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever a name is made of, the core takes it or leaves it, and says so in clean words. */
class AnyNamesTest {

    static final List<PlantedFault> FAULTS = List.of(
            new PlantedFault("NodeNames", "{0,127}", "{0,128}"),
            new PlantedFault("NodeNames", "[A-Za-z0-9][A-Za-z0-9._:/-]", "[A-Za-z0-9][A-Za-z0-9._:/\\\\p{L}-]"),
            new PlantedFault("NodeNames.isName", "NAME.matcher(text).matches()", "NAME.matcher(text).find()"),
            new PlantedFault("PrintableText.isPrintable", "Character.FORMAT,", ""),
            new PlantedFault(
                    "GraphChanges.draft",
                    "topology.refuseIfWrong();",
                    "try {\ntopology.refuseIfWrong();\n} catch (RuntimeException wrong) {\n"
                            + "root.publish(graph, draft.build());\nthrow wrong;\n}"),
            new PlantedFault("InterlockImpl.link", "CircuitFactory.checkName(to);", ""));

    @Test
    void text_ofAnyKind_isANameOrRefusedWithoutAChange() {
        assertThat(new AnyNames().call()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void fault_ofAnyKind_isAboutTheSourceAsItIs(PlantedFault fault) {
        fault.check();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "-Pproofs-short")
    void text_givenToACoreWithAFault_showsIt(PlantedFault fault) throws Exception {
        assertThat(InFaultyCore.call(AnyNames.class, fault)).isNotEmpty();
    }
}
