package dev.interlock.config;

import static dev.interlock.config.Texts.problems;
import static dev.interlock.config.Texts.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each kind of problem: where it is, and what is said. */
class ProblemsTest {

    @Test
    void unknownOption_isRefused_withTheNearestName() {
        assertThat(refusal("circuits:", "  vault:", "    resetTimout: 10s"))
                .hasMessage(
                        "interlock.yaml:3:5: circuits.vault.resetTimout: unknown option; did you mean 'resetTimeout'?");
    }

    @Test
    void manyProblems_areToldAtOnce_sortedByLine() {
        assertThat(problems(
                        "circuits:",
                        "  api:",
                        "    failureRate: 150%",
                        "    dependsOn: [valt, db]",
                        "    recoveryMode: automatc",
                        "  vault: {resetTimeout: 10}",
                        "  db: {failureThreshold: many, jitter: \"0.5\", template: critcal}",
                        "template: {}",
                        "templates:",
                        "  critical: {resetTimeout: 31d}"))
                .containsExactly(
                        "3:18: circuits.api.failureRate: 150% is outside of (0, 1]; 0.5 means half",
                        "4:17: circuits.api.dependsOn: 'valt' is no circuit or signal of this file; did you mean 'vault'?",
                        "5:19: circuits.api.recoveryMode: 'automatc' is not one of automatic, on-call, manual; did you mean 'automatic'?",
                        "6:25: circuits.vault.resetTimeout: '10' has no unit; write 10s or 10ms",
                        "7:26: circuits.db.failureThreshold: 'many' is not a whole number",
                        "7:40: circuits.db.jitter: '0.5' is not a share such as 0.5 or 50%; take the quotes away",
                        "7:57: circuits.db.template: there is no template 'critcal'; did you mean 'critical'?",
                        "8:1: template: unknown option; did you mean 'templates'?",
                        "10:28: templates.critical.resetTimeout: 31d is outside of 1 ms to 30 days");
    }

    @Test
    void duplicateKeys_areRefused_inEveryMapping() {
        assertThat(problems("circuits:", "  a:", "    jitter: 0.1", "    jitter: 0.2", "  a: {}", "circuits: {}"))
                .containsExactly(
                        "4:5: circuits.a.jitter: is there twice, first in line 3; take one away",
                        "5:3: circuits.a: is there twice, first in line 2; take one away",
                        "6:1: circuits: is there twice, first in line 1; take one away");
    }

    @Test
    void rangesOfTheCore_areSaidInTheWordsOfTheFile() {
        assertThat(problems(
                        "circuits:",
                        "  a:",
                        "    failureThreshold: 99999999999999999999",
                        "    backoffMultiplier: 11",
                        "    resetTimeout: 2m",
                        "    maxResetTimeout: PT90S",
                        "    slowCallThreshold: 0s",
                        "    halfOpenCalls: -1"))
                .containsExactly(
                        "3:23: circuits.a.failureThreshold: 99999999999999999999 is outside of 1 to 1000000",
                        "4:24: circuits.a.backoffMultiplier: 11 is outside of 1.0 to 10.0",
                        "6:22: circuits.a.maxResetTimeout: 1m30s is shorter than resetTimeout 2m; make it at least that long",
                        "7:24: circuits.a.slowCallThreshold: 0s is outside of 1 ms to 30 days",
                        "8:20: circuits.a.halfOpenCalls: -1 is outside of 1 to 10000");
    }

    @Test
    void rulesBetweenOptions_lookAtWhatTheTemplateSays() {
        assertThat(problems(
                        "templates: {slow: {resetTimeout: 10m}}",
                        "circuits:",
                        "  a: {template: slow, maxResetTimeout: 5m}",
                        "  b: {template: slow, maxResetTimeout: 20m}",
                        "  c: {resetTimeout: 500ms, maxResetTimeout: 2s}"))
                .containsExactly(
                        "3:40: circuits.a.maxResetTimeout: 5m is shorter than resetTimeout 10m; make it at least that long");
    }

    @Test
    void problemOfATemplate_isToldOnce_howeverManyUseIt() {
        String users = IntStream.range(0, 50)
                .mapToObj(i -> "  c" + i + ": {template: t}")
                .collect(Collectors.joining("\n"));
        assertThat(problems("templates:", "  t: {dependsOn: nobody, maxResetTimeout: 1s}", "circuits:", users))
                .containsExactly(
                        "2:18: templates.t.dependsOn: 'nobody' is no circuit or signal of this file; define it, or list it under 'external:' if code does",
                        "2:43: circuits.c0.maxResetTimeout: 1s is shorter than resetTimeout 30s; make it at least that long");
    }

    @Test
    void names_followTheRuleOfTheCore() {
        assertThat(problems(
                        "circuits:",
                        "  -a: {}",
                        "  b: {dependsOn: ['x y', b2], cascadesTo: {'?': enforce}}",
                        "  b2: {}",
                        "groups: {'g h': {circuits: {}}}"))
                .allMatch(problem -> problem.contains("is not a name; use 1 to 128 of A-Z a-z 0-9"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly("2:3", "3:19", "3:44", "5:10");
    }

    @Test
    void cycle_isShownWithPathAndLine() {
        assertThat(problems(
                        "circuits:",
                        "  a: {dependsOn: b}",
                        "  b:",
                        "    recoversAfter: [d, c]",
                        "  c: {dependsOn: [a]}",
                        "  d: {dependsOn: d}"))
                .containsExactly(
                        "2:18: circuits.a.dependsOn: dependency cycle: a -> b -> c -> a (b recoversAfter c); a circuit cannot wait for itself, "
                                + "define a circuit per operation instead of one per service",
                        "6:18: circuits.d.dependsOn: dependency cycle: d -> d; a circuit cannot wait for itself, "
                                + "define a circuit per operation instead of one per service");
    }

    @Test
    void templates_inACycle_areRefused() {
        assertThat(problems("templates:", "  a: {template: b}", "  b: {template: [c]}", "  c: {template: a}"))
                .containsExactly("4:17: templates.c.template: templates use each other in a cycle: a -> b -> c -> a");
    }

    @Test
    void edgesOfGroups_areCheckedWithFullNamesAndMembers() {
        assertThat(problems(
                        "groups:",
                        "  payments:",
                        "    default: {}",
                        "    circuits:",
                        "      db: {}",
                        "      api: {dependsOnMembers: [dbs], dependsOn: payments.bd}",
                        "circuits:",
                        "  payments.db: {dependsOnMembers: db}"))
                .containsExactly(
                        "3:5: groups.payments.default: unknown option; did you mean 'defaults'?",
                        "5:7: groups.payments.circuits.db: the name 'payments.db' is taken by circuits.payments.db in line 8",
                        "6:32: groups.payments.circuits.api.dependsOnMembers: 'dbs' is no member of this group; did you mean 'db'?",
                        "6:49: groups.payments.circuits.api.dependsOn: 'payments.bd' is no circuit or signal of this file; did you mean 'payments.db'?",
                        "8:17: circuits.payments.db.dependsOnMembers: unknown option; only members of groups have it, name circuits with dependsOn");
    }

    @Test
    void signals_areCheckedToo() {
        assertThat(problems(
                        "signals:",
                        "  disk: {downAfter: 0, cascadesTo: [a, disc]}",
                        "  net: {check: ping, timeout: 1.5s}",
                        "circuits:",
                        "  a: {cascadesTo: [disk, net]}"))
                .containsExactly(
                        "2:21: signals.disk.downAfter: 0 is outside of 1 to 10000",
                        "2:40: signals.disk.cascadesTo: 'disc' is no circuit or signal of this file; did you mean 'disk'?",
                        "3:31: signals.net.timeout: '1.5s' is not a duration; write 1500ms",
                        "5:20: circuits.a.cascadesTo: the signal 'disk' cannot be a cascade target; name a circuit",
                        "5:26: circuits.a.cascadesTo: the signal 'net' cannot be a cascade target; name a circuit");
        assertThat(problems("signals: {disk: {}}"))
                .containsExactly("1:11: signals.disk: has no check; write 'check:' and the name that code binds to it");
    }

    @Test
    void valuesThatAreNearlyRight_areToldAsTheyShouldBeWritten() {
        assertThat(problems(
                        "circuits:",
                        "  a: {failureRate: 50, jitter: 20, resetTimeout: 10 s}",
                        "  b: {resetTimeout: 2 minutes, failureWindow: 0.5h, slowCallThreshold: 1.0005s}"))
                .containsExactly(
                        "2:20: circuits.a.failureRate: 50 is outside of (0, 1]; write 50%",
                        "2:32: circuits.a.jitter: 20 is outside of 0.0 to 1.0; write 20%",
                        "2:50: circuits.a.resetTimeout: '10 s' is not a duration; write 10s",
                        "3:21: circuits.b.resetTimeout: '2 minutes' is not a duration; write 2m",
                        "3:47: circuits.b.failureWindow: '0.5h' is not a duration; write 30m",
                        "3:72: circuits.b.slowCallThreshold: '1.0005s' is not a duration; write whole numbers with units from long to short: 500ms, 10s, 5m, 1h, 30d, 1m30s or PT10S");
    }

    @Test
    void emptyLists_areNothing_asGeneratorsOfFilesWriteThem() {
        InterlockFile file = InterlockFile.parse(
                "empty.yaml",
                "external: []\n"
                        + "circuits: {a: {dependsOn: [], recoversAfter: [], cascadesTo: [], callGuards: []}, b: {cascadesTo: {}}}");

        assertThat(file.circuits().values())
                .allSatisfy(circuit -> assertThat(circuit.dependsOn()).isEmpty())
                .hasSize(2);
    }

    @Test
    void message_hasTwentyProblems_andSaysHowManyMoreThereAre() {
        String circuits = IntStream.range(0, 25)
                .mapToObj(i -> "  c" + i + ": {jitter: 2}")
                .collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> InterlockFile.parse("many.yaml", "circuits:\n" + circuits))
                .isInstanceOfSatisfying(
                        ConfigurationFileException.class,
                        all -> assertThat(all.problems()).hasSize(25))
                .message()
                .startsWith("25 problems:\nmany.yaml:2:")
                .endsWith("\nand 5 more")
                .hasLineCount(22);
    }

    @Test
    void external_namesAreKnown_butNotThoseOfTheFile() {
        assertThat(problems("external: [legacy, a]", "circuits: {a: {dependsOn: [legacy, legcy]}}"))
                .containsExactly(
                        "1:20: external: 'a' is defined in this file; take it off the list",
                        "2:36: circuits.a.dependsOn: 'legcy' is no circuit or signal of this file; did you mean 'legacy'?");
    }

    @Test
    void wrongShapes_areNamed() {
        assertThat(problems(
                        "version: 2",
                        "circuits:",
                        "  a: [x]",
                        "  b: {dependsOn: {c: d}, failureRate: [1], jitter: }",
                        "  c: {callGuardFailureRefuses: yes, dependsOn: [a, a], resetGuards: []}",
                        "  d: text",
                        "signals: 7"))
                .containsExactly(
                        "1:10: version: '2' is not a version that is known here; the only one is 1",
                        "3:6: circuits.a: a list is not a mapping; write options below it",
                        "4:18: circuits.b.dependsOn: a mapping is not a name",
                        "4:39: circuits.b.failureRate: a list is not a share such as 0.5 or 50%",
                        "4:51: circuits.b.jitter: nothing is not a share such as 0.5 or 50%",
                        "5:32: circuits.c.callGuardFailureRefuses: 'yes' is neither true nor false; no other word is taken",
                        "5:52: circuits.c.dependsOn: 'a' is named twice, first in line 5",
                        "6:6: circuits.d: 'text' is not a mapping; write options below it",
                        "7:10: signals: '7' is not a mapping; write a name and a colon in each line below it");
    }

    @Test
    void limitsOfTheGraph_areThoseOfTheCore() {
        String chain = IntStream.range(0, 70)
                .mapToObj(i -> "  c" + i + (i == 0 ? ": {}" : ": {dependsOn: c" + (i - 1) + "}"))
                .collect(Collectors.joining("\n"));
        assertThat(problems("circuits:", chain))
                .isNotEmpty()
                .allMatch(problem -> problem.contains("makes a chain of more than 64 circuits"))
                .first()
                .asString()
                .startsWith("66:3: circuits.c64: depending on 'c63'");
        assertThat(problems("circuits:", chain, "  x: {dependsOn: y, jitter: 20}", "  y: {dependsOn: x}"))
                .as("and are told beside everything else")
                .anyMatch(problem -> problem.startsWith("66:3: circuits.c64: depending on 'c63'"))
                .anyMatch(problem -> problem.startsWith("72:29: circuits.x.jitter"))
                .satisfiesOnlyOnce(problem -> assertThat(problem).contains("x -> y -> x"));
        String many = IntStream.range(0, 257).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String circuits =
                IntStream.range(0, 257).mapToObj(i -> "  c" + i + ": {}").collect(Collectors.joining("\n"));
        assertThat(problems("circuits:", circuits, "  a: {dependsOn: [" + many + "]}"))
                .containsExactly(
                        "259:18: circuits.a.dependsOn: 257 direct dependencies; at most 256 are allowed, put a circuit in between");
    }
}
