package dev.interlock.internal.advice;

import static dev.interlock.EdgeKind.CASCADES_TO;
import static dev.interlock.EdgeKind.DEPENDS_ON;
import static dev.interlock.EdgeKind.RECOVERS_AFTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.interlock.CircuitConfig;
import dev.interlock.EdgeKind;
import dev.interlock.Finding;
import dev.interlock.RecoveryMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ValidationTest {

    private final HandMadeSnapshot snapshot = new HandMadeSnapshot();
    private final Map<String, CircuitConfig> configs = new HashMap<>();

    private List<Finding> findings() {
        return Validation.findings(snapshot, name -> Optional.ofNullable(configs.get(name)));
    }

    private void slow(String circuit, Duration threshold) {
        configs.put(
                circuit,
                CircuitConfig.builder()
                        .slowCallRate(0.5)
                        .slowCallThreshold(threshold)
                        .build(circuit));
    }

    @Test
    void graph_withoutAnythingOdd_hasNoFindings() {
        snapshot.circuits("gateway", "orders", "db", "audit")
                .edge("gateway", DEPENDS_ON, "orders")
                .edge("orders", DEPENDS_ON, "db")
                .edge("orders", RECOVERS_AFTER, "audit")
                .edge("db", CASCADES_TO, "audit");
        slow("gateway", Duration.ofSeconds(3));
        slow("orders", Duration.ofSeconds(2));
        slow("db", Duration.ofSeconds(1));

        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EdgeKind.class)
    void unresolvedName_ofAnyEdge_isFoundWithTheNearest(EdgeKind kind) {
        snapshot.circuits("orders", "billing", "database")
                .edge("orders", kind, "databse")
                .edge("billing", kind, "databse");

        assertThat(findings())
                .containsExactly(new Finding(
                        Finding.Kind.UNRESOLVED_NAME,
                        "databse",
                        List.of("billing", "orders"),
                        "'databse' is named by billing, orders but not defined, and blocks nothing;"
                                + " did you mean 'database'?"));
    }

    @Test
    void unresolvedName_nearToNothingDefined_getsOtherAdvice() {
        snapshot.circuits("orders").edge("orders", DEPENDS_ON, "warehouse").edge("orders", DEPENDS_ON, "warehouze");

        assertThat(findings())
                .extracting(Finding::message)
                .allMatch(message -> message.endsWith("define it, or take the edge away"))
                .hasSize(2);
    }

    @Test
    void cascade_toATransitiveHardDependent_isRedundant() {
        snapshot.circuits("db", "orders", "gateway")
                .edge("orders", DEPENDS_ON, "db")
                .edge("gateway", DEPENDS_ON, "orders")
                .edge("db", CASCADES_TO, "gateway");

        assertThat(findings())
                .extracting(Finding::kind, Finding::subject, Finding::others)
                .containsExactly(tuple(Finding.Kind.REDUNDANT_CASCADE, "db", List.of("gateway")));
    }

    @Test
    void cascade_toADependentThroughASoftEdge_isNotRedundant() {
        snapshot.circuits("db", "orders", "gateway")
                .edge("orders", RECOVERS_AFTER, "db")
                .edge("gateway", DEPENDS_ON, "orders")
                .edge("db", CASCADES_TO, "gateway");

        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DEPENDS_ON, DEPENDS_ON", "DEPENDS_ON, RECOVERS_AFTER", "RECOVERS_AFTER, DEPENDS_ON"})
    void cascade_intoADependency_hardOrSoft_isFound(EdgeKind first, EdgeKind second) {
        snapshot.circuits("gateway", "orders", "db")
                .edge("gateway", first, "orders")
                .edge("orders", second, "db")
                .edge("gateway", CASCADES_TO, "db");

        assertThat(findings())
                .extracting(Finding::kind, Finding::subject, Finding::others)
                .containsExactly(tuple(Finding.Kind.CASCADE_INTO_DEPENDENCY, "gateway", List.of("db")));
    }

    @Test
    void cascade_withinACondensedCycle_isBoth() {
        snapshot.circuits("a", "b")
                .edge("a", DEPENDS_ON, "b")
                .edge("b", DEPENDS_ON, "a")
                .edge("a", CASCADES_TO, "b");

        assertThat(findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.REDUNDANT_CASCADE, Finding.Kind.CASCADE_INTO_DEPENDENCY);
    }

    @ParameterizedTest
    @CsvSource({"PT1.999S, true", "PT2S, true", "PT2.001S, false"})
    void slowThreshold_notLongerThanThatBelow_isFound(Duration caller, boolean found) {
        snapshot.circuits("orders", "db").edge("orders", DEPENDS_ON, "db");
        slow("orders", caller);
        slow("db", Duration.ofSeconds(2));

        assertThat(findings())
                .extracting(Finding::kind)
                .isEqualTo(found ? List.of(Finding.Kind.SLOW_THRESHOLD_NOT_GROWING) : List.of());
    }

    @ParameterizedTest
    @EnumSource(RecoveryMode.class)
    void recoveryOnCall_ofACircuitThatOthersDependOn_isFound(RecoveryMode mode) {
        snapshot.circuits("db", "web", "app", "audit")
                .edge("web", DEPENDS_ON, "db")
                .edge("app", DEPENDS_ON, "db")
                .edge("app", RECOVERS_AFTER, "audit");
        for (String name : List.of("db", "web", "audit")) {
            configs.put(name, CircuitConfig.builder().recoveryMode(mode).build(name));
        }

        assertThat(findings())
                .extracting(Finding::message)
                .isEqualTo(
                        mode == RecoveryMode.ON_CALL
                                ? List.of("'db' recovers with its next call, but calls of app, web are refused while it"
                                        + " is OPEN; unless somebody else calls it, make it AUTOMATIC")
                                : List.of());
    }

    @Test
    void slowThreshold_isToldInWords() {
        snapshot.circuits("orders", "db").edge("orders", DEPENDS_ON, "db");
        slow("orders", Duration.ofMillis(1_500));
        slow("db", Duration.ofSeconds(2));

        assertThat(findings().get(0))
                .hasToString(
                        "'orders' calls a call slow from 1.5 s, no later than 'db' below it (2 s); make it longer");
    }

    @Test
    void slowThreshold_ofASoftDependencyOrWithoutSlowCondition_isNoMatter() {
        snapshot.circuits("orders", "replica", "db")
                .edge("orders", RECOVERS_AFTER, "replica")
                .edge("orders", DEPENDS_ON, "db");
        slow("orders", Duration.ofSeconds(1));
        slow("replica", Duration.ofSeconds(2));
        configs.put(
                "db",
                CircuitConfig.builder().slowCallThreshold(Duration.ofSeconds(2)).build("db"));

        assertThat(findings()).isEmpty();
    }

    @Test
    void findings_areSortedBySubjectKindAndOthers() {
        snapshot.circuits("b", "a", "c")
                .edge("b", DEPENDS_ON, "a")
                .edge("b", CASCADES_TO, "a")
                .edge("a", CASCADES_TO, "b")
                .edge("c", DEPENDS_ON, "b")
                .edge("a", CASCADES_TO, "c")
                .edge("c", DEPENDS_ON, "0");

        assertThat(findings())
                .extracting(finding -> finding.subject() + " " + finding.kind() + " " + finding.others())
                .containsExactly(
                        "0 UNRESOLVED_NAME [c]",
                        "a REDUNDANT_CASCADE [b]",
                        "a REDUNDANT_CASCADE [c]",
                        "b CASCADE_INTO_DEPENDENCY [a]");
    }
}
