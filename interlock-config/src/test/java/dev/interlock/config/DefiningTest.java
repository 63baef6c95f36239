package dev.interlock.config;

import static dev.interlock.config.Texts.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Reason;
import dev.interlock.State;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a file into an interlock: with code, all or nothing. */
class DefiningTest {

    private final Interlock interlock = Interlock.create();

    @AfterEach
    void close() {
        interlock.close();
    }

    @Test
    void exampleOfThePage_isDefined() throws IOException {
        AtomicBoolean migrated = new AtomicBoolean();
        Path path = Texts.projectPath("interlock-config/src/test/resources/payments.yaml");

        // docs:begin bindings
        Bindings bindings = Bindings.builder()
                .guard("schema migrated", migrated::get)
                .signal("disk space", () -> path.toFile().getUsableSpace() > 1_000_000)
                .throwable("connection", ConnectException.class)
                .throwable("timeout", SocketTimeoutException.class)
                .failurePredicate(
                        "server error", e -> String.valueOf(e.getMessage()).startsWith("HTTP 5"))
                .customize((circuit, options) -> options.jitter(0.1)) // runs last: code overrides the file
                .build();
        InterlockFile file = InterlockFile.read(path);
        file.defineIn(interlock, bindings);
        // docs:end bindings

        assertThat(interlock.names()).containsExactly("payments.api", "payments.db");
        CircuitConfig db = interlock.circuit("payments.db").config();
        assertThat(db.jitter()).isEqualTo(0.1);
        assertThat(db.failOn()).containsExactly(ConnectException.class, SocketTimeoutException.class);
        assertThat(db.failurePredicates()).hasSize(1);
        assertThat(interlock.group("payments").members()).containsExactly("api", "db");
        assertThat(interlock.snapshot().edges())
                .extracting(edge -> edge.from() + " " + edge.kind() + " " + edge.to())
                .contains(
                        "payments.api " + EdgeKind.DEPENDS_ON + " payments.db",
                        "payments.db " + EdgeKind.DEPENDS_ON + " disk");

        interlock.circuit("payments.db").operator().open(Actor.of("test"), "look at the guard");
        assertThat(interlock.circuit("payments.db").attemptRecovery().reasons())
                .extracting(Reason::subject)
                .containsExactly("schema migrated");
        migrated.set(true);
        assertThat(interlock.circuit("payments.db").attemptRecovery().isApplied())
                .isTrue();
        assertThat(file.guardNames()).containsExactly("schema migrated");
        assertThat(file.circuits().get("payments.db").recoveryGuards()).isEmpty();
    }

    @Test
    void missingBindings_defineNothing_andAreAllNamed() {
        InterlockFile file = parse(
                "circuits:",
                "  a: {recoveryGuards: [migrated, ready], failOn: conection, ignore: server}",
                "  b: {failOnResult: bad}",
                "signals:",
                "  disk: {check: disk}");
        Bindings bindings = Bindings.builder()
                .guard("ready", () -> true)
                .throwable("connection", ConnectException.class)
                .failurePredicate("server", e -> true)
                .build();

        assertThatThrownBy(() -> file.defineIn(interlock, bindings))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessage("""
                        5 problems:
                        interlock.yaml:2:24: circuits.a.recoveryGuards: code binds no guard 'migrated'; bind it in Bindings
                        interlock.yaml:2:50: circuits.a.failOn: code binds no throwable or failure predicate 'conection'; did you mean 'connection'?
                        interlock.yaml:2:69: circuits.a.ignore: code binds no throwable 'server'; bind it in Bindings
                        interlock.yaml:3:21: circuits.b.failOnResult: code binds no result predicate 'bad'; bind it in Bindings
                        interlock.yaml:5:17: signals.disk.check: code binds no signal check 'disk'; bind it in Bindings""");
        assertThat(interlock.snapshot().nodes()).isEmpty();
    }

    @Test
    void takenNames_defineNothing() {
        interlock.define("b", c -> c.cascadesTo("disk"));
        InterlockFile file = parse("circuits: {a: {}, b: {}}", "signals: {disk: {check: disk}}");

        assertThatThrownBy(() -> file.defineIn(
                        interlock, Bindings.builder().signal("disk", () -> true).build()))
                .hasMessage("""
                        2 problems:
                        interlock.yaml:1:19: circuits.b: the name 'b' is taken in the interlock
                        interlock.yaml:2:11: signals.disk: a signal cannot be a cascade target, and 'b' cascades to it""");
        assertThat(interlock.names()).containsExactly("b");
    }

    @Test
    void cycleWithCode_definesNothing() {
        interlock.define("legacy", c -> c.dependsOn("a"));
        InterlockFile file = parse("external: legacy", "circuits: {b: {}, a: {dependsOn: legacy}}");

        assertThatThrownBy(() -> file.defineIn(interlock)).isInstanceOf(DependencyCycleException.class);
        assertThat(interlock.names()).containsExactly("legacy");
    }

    @Test
    void customizerThatIsWrong_definesNothing() {
        InterlockFile file = parse("circuits: {a: {}, b: {}}");
        Bindings bindings = Bindings.builder()
                .customize((name, options) ->
                        options.resetTimeout(name.equals("b") ? Duration.ZERO : Duration.ofSeconds(1)))
                .build();

        assertThatThrownBy(() -> file.defineIn(interlock, bindings))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("b.resetTimeout: PT0S is outside of 1 ms to 30 days");
        assertThat(interlock.names()).isEmpty();
    }

    @Test
    void signalThatIsTakenInBetween_leavesNothingDefined() {
        InterlockFile file = parse("circuits: {a: {}}", "signals: {s1: {check: s}, s2: {check: s}}");
        Interlock racing = (Interlock) Proxy.newProxyInstance(
                Interlock.class.getClassLoader(), new Class<?>[] {Interlock.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("reconfigure")) {
                        interlock.define("s2");
                    }
                    try {
                        return method.invoke(interlock, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });

        assertThatThrownBy(() -> file.defineIn(
                        racing, Bindings.builder().signal("s", () -> true).build()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("s2: there is a circuit or signal of this name already");
        assertThat(interlock.snapshot().nodes())
                .filteredOn(node -> node.kind() != NodeKind.UNRESOLVED)
                .extracting(NodeView::name)
                .containsExactly("s2");
    }

    @Test
    void twoFiles_canNameEachOther() {
        parse("external: api", "circuits: {db: {cascadesTo: {api: dry-run}}}").defineIn(interlock);
        parse("external: db", "circuits: {api: {dependsOn: db}}").defineIn(interlock);

        assertThat(interlock.validate()).noneMatch(finding -> finding.message().contains("not defined"));
        assertThat(interlock.circuit("db").config().cascadesTo()).containsValue(CascadeMode.DRY_RUN);
        assertThat(interlock.circuit("api").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void namesBoundTwice_areRefused() {
        Bindings.Builder builder = Bindings.builder().throwable("x", IOException.class);
        assertThatThrownBy(() -> builder.failurePredicate("x", e -> true))
                .hasMessage("there is a throwable 'x' already; bind each name once");
        assertThatThrownBy(() -> builder.throwable("x", IOException.class))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
