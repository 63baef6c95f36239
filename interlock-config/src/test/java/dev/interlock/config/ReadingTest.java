package dev.interlock.config;

import static dev.interlock.config.Texts.parse;
import static dev.interlock.config.Texts.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.DependencyReadiness;
import dev.interlock.RecoveryMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file means, and which files are not read at all. */
class ReadingTest {

    @TempDir
    Path folder;

    @Test
    void values_areReadInEveryNotation() {
        CircuitConfig config = parse(
                        "circuits:",
                        "  a:",
                        "    failureRate: 50%",
                        "    slowCallRate: 0.25",
                        "    jitter: '12.5%'",
                        "    resetTimeout: 1m30s",
                        "    failureWindow: PT10S",
                        "    maxResetTimeout: 30d",
                        "    retryInterval: \"250ms\"",
                        "    recoveryMode: ON_CALL",
                        "    dependencyReadiness: closed-only",
                        "    callGuardFailureRefuses: true",
                        "    cascadesTo: {b: dry_run, c: enforce}",
                        "    recoversAfter: b",
                        "  b:",
                        "  c: {}")
                .circuits()
                .get("a");

        assertThat(config.failureRate()).hasValue(0.5);
        assertThat(config.slowCallRate()).hasValue(0.25);
        assertThat(config.jitter()).isEqualTo(0.125);
        assertThat(config.resetTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.failureWindow()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxResetTimeout()).isEqualTo(Duration.ofDays(30));
        assertThat(config.retryInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.recoveryMode()).isEqualTo(RecoveryMode.ON_CALL);
        assertThat(config.dependencyReadiness()).isEqualTo(DependencyReadiness.CLOSED_ONLY);
        assertThat(config.callGuardFailureRefuses()).isTrue();
        assertThat(config.cascadesTo()).isEqualTo(Map.of("b", CascadeMode.DRY_RUN, "c", CascadeMode.ENFORCE));
        assertThat(config.recoversAfter()).containsExactly("b");
    }

    @Test
    void circuit_hasTemplatesThenDefaultsThenItsOwn() {
        InterlockFile file = parse(
                "external: legacy",
                "templates:",
                "  base: {resetTimeout: 1s, halfOpenCalls: 2, dependsOn: legacy}",
                "  fast: {template: base, resetTimeout: 100ms}",
                "groups:",
                "  payments:",
                "    defaults: {template: fast, halfOpenCalls: 3, jitter: 0.1}",
                "    circuits:",
                "      db: {}",
                "      api: {jitter: 0.2, template: base, dependsOnMembers: db, dependsOn: [other]}",
                "circuits:",
                "  other: {template: [base, fast]}");

        CircuitConfig api = file.circuits().get("payments.api");
        assertThat(api.resetTimeout()).isEqualTo(Duration.ofSeconds(1)); // its own template is later than the defaults
        assertThat(api.halfOpenCalls()).isEqualTo(2);
        assertThat(api.jitter()).isEqualTo(0.2);
        assertThat(api.dependsOn()).containsExactlyInAnyOrder("legacy", "other", "payments.db");
        assertThat(file.circuits().get("payments.db").halfOpenCalls()).isEqualTo(3);
        assertThat(file.circuits().get("other").resetTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(file.circuits().keySet()).containsExactly("other", "payments.db", "payments.api");
        assertThat(file.groups()).isEqualTo(Map.of("payments", List.of("db", "api")));
        assertThat(file.templates()).containsExactly("base", "fast");
        assertThat(file.external()).containsExactly("legacy");
    }

    @Test
    void aliases_areFollowed_andKnowTheirPlaces() {
        assertThat(parse("circuits: {a: &x {jitter: 0.5}, b: *x}")
                        .circuits()
                        .get("b")
                        .jitter())
                .isEqualTo(0.5);
        assertThat(problems("templates: {t: &x {}}", "circuits: {a: {dependsOn: *x}}"))
                .containsExactly("2:27: circuits.a.dependsOn: a mapping is not a name");
        assertThat(problems("circuits: {a: &x {}, b: {<<: *x}}"))
                .containsExactly("1:26: circuits.b.<<: unknown option; keys are not merged, use a template");
    }

    @Test
    void syntax_isExplained() {
        assertThat(problems("circuits:", "\ta: 1"))
                .containsExactly("2:1: not valid YAML: a tab cannot indent; use spaces");
        assertThat(problems("circuits: a: b"))
                .containsExactly(
                        "1:12: not valid YAML: a ':' cannot stand here; put text that contains it into quotes, or check the indentation");
        assertThat(problems("circuits:", "  a: {jitter: 0.1"))
                .containsExactly(
                        "3:1: not valid YAML: the file ends inside of a quote or bracket that begins in line 2");
        assertThat(problems("circuits:", "  a:", "    jitter: 0.1", "   halfOpenCalls: 1"))
                .containsExactly(
                        "4:4: not valid YAML: this does not fit to the lines above; check the indentation of what begins in line 2");
        assertThat(problems("circuits:", "  a: @b"))
                .containsExactly("2:6: not valid YAML: a value cannot begin with '@'; put it into quotes");
        assertThat(problems("# nothing")).containsExactly("1:1: there is nothing in this file; begin with 'circuits:'");
        assertThat(problems("--- {}", "--- {}"))
                .containsExactly(
                        "2:1: a second document begins here; a file holds one, put the rest into another file");
    }

    @Test
    void tags_areRefused_andNothingIsLoaded() {
        assertThat(problems("circuits:", "  a: !!javax.script.ScriptEngineManager {}", "  b: {jitter: !!float 0.5}"))
                .containsExactly(
                        "2:6: the tag 'tag:yaml.org,2002:javax.script.ScriptEngineManager' is not allowed; tags are never followed, take it out",
                        "3:15: the tag 'tag:yaml.org,2002:float' is not allowed; tags are never followed, take it out");
    }

    @Test
    void bombs_areRefused() {
        assertThat(problems("circuits: " + "[".repeat(60) + "]".repeat(60)))
                .containsExactly("1:60: values are more than 50 deep in each other; make the file flatter");
        assertThat(problems("a: &a [x]", "b: [" + "*a,".repeat(51) + "]"))
                .containsExactly("2:155: more than 50 aliases; use templates instead");
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i <= 25; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThat(problems(laughs.toString()))
                .singleElement()
                .asString()
                .contains("aliases make more than 300000 values");
        assertThat(problems("circuits: &a {b: *a}"))
                .containsExactly("1:18: the alias '*a' has no anchor that is complete before it");
        assertThat(problems("#" + "x".repeat(256 * 1024)))
                .containsExactly("1:1: the file is longer than 256 KiB; split it");
    }

    @Test
    void bytesThatAreNotUtf8_areRefused_withTheirPlace() throws IOException {
        Path file = folder.resolve("interlock.yaml");
        Files.write(file, "circuits:\n  é\u00fc: {}\n  b".getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[] {(byte) 0xFF}, java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> InterlockFile.read(file))
                .hasMessage(file + ":3:4: the byte 0xFF is not UTF-8; save the file as UTF-8");

        Files.write(file, "circuits:\n  a:\u0007 {}\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> InterlockFile.read(file))
                .hasMessage(file + ":2:5: the character U+0007 is not allowed; take it out");

        Files.write(file, "\ufeffcircuits: {a: {}}".getBytes(StandardCharsets.UTF_8));
        assertThat(InterlockFile.read(file).circuits()).containsOnlyKeys("a");
        assertThatThrownBy(() -> InterlockFile.read(folder.resolve("missing.yaml")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void controlCharactersInValues_neverReachMessages() {
        assertThat(problems("circuits: {a: {recoveryMode: \"x\\n\\e[31m\\u202Ey\"}}"))
                .containsExactly("1:30: circuits.a.recoveryMode: 'x  [31m y' is not one of automatic, on-call, manual");
    }

    @Test
    void examples_areRight() throws IOException {
        InterlockFile mesh = InterlockFile.read(Texts.projectPath("examples/mesh.yaml"));
        assertThat(mesh.circuits().keySet())
                .containsExactlyInAnyOrder(
                        "consul",
                        "vault",
                        "auth_service",
                        "config_service",
                        "user_service",
                        "order_service",
                        "payment_service",
                        "api_gateway");
        assertThat(mesh.circuits().get("payment_service").dependsOn()).containsExactly("auth_service", "vault");
        assertThat(mesh.circuits().get("api_gateway").failureThreshold()).hasValue(10);
        InterlockFile boutique = InterlockFile.read(Texts.projectPath("examples/online-boutique.yaml"));
        assertThat(boutique.circuits()).hasSize(11);
        for (InterlockFile file : List.of(mesh, boutique)) {
            file.circuits()
                    .forEach((name, config) -> config.dependsOn()
                            .forEach(to -> assertThat(config.resetTimeout())
                                    .as(name + " waits no shorter than " + to)
                                    .isGreaterThanOrEqualTo(
                                            file.circuits().get(to).resetTimeout())));
        }
    }

    @Test
    void stream_isReadToItsEnd_andItsProblemsHaveItsName() throws IOException {
        byte[] good = "circuits: {a: {}}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(InterlockFile.read("<stdin>", new ByteArrayInputStream(good)).circuits())
                .containsOnlyKeys("a");

        byte[] bad = "circuits: {a: {b: 1}}\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> InterlockFile.read("<stdin>", new ByteArrayInputStream(bad)))
                .hasMessageStartingWith("<stdin>:1:16: circuits.a.b: unknown option");
    }

    @Test
    void remark_standsWhereTheOptionOrItsNameStands_alsoInATemplate() {
        InterlockFile file = parse(
                "external: [elsewhere]",
                "templates:",
                "  slow: {resetTimeout: 2m}",
                "circuits:",
                "  a: {template: slow, dependsOn: [b, disk, elsewhere]}",
                "  b: {}",
                "signals:",
                "  disk: {check: disk, interval: 3s}");

        assertThat(file.remark("a", "resetTimeout", "", "long").describe("f.yaml"))
                .isEqualTo("f.yaml:3:24: templates.slow.resetTimeout: long");
        assertThat(file.remark("a", "dependsOn", "disk", "far")).hasToString("5:38: circuits.a.dependsOn: far");
        assertThat(file.remark("b", "resetTimeout", "", "not set")).hasToString("6:3: circuits.b: not set");
        assertThat(file.remark("disk", "interval", "", "short")).hasToString("8:33: signals.disk.interval: short");
        assertThat(file.remark("elsewhere", "", "", "unused")).hasToString("1:12: external: unused");
        assertThat(file.sets("a", "resetTimeout")).isTrue();
        assertThat(file.sets("b", "resetTimeout")).isFalse();
        assertThat(file.sets("disk", "check")).isTrue();
        assertThat(file.sets("nobody", "check")).isFalse();
        assertThat(file.remark("nobody", "", "", "what?")).hasToString("1:1: what?");
    }
}
