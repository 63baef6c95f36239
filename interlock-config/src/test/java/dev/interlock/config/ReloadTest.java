package dev.interlock.config;

import static dev.interlock.config.Texts.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.DependencyCycleException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Reconfiguration;
import dev.interlock.Signal;
import dev.interlock.State;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another version of a file comes into the interlock that the last one defined. */
class ReloadTest {

    private final Interlock interlock = Interlock.create();
    private final AtomicInteger checks = new AtomicInteger();
    private final Bindings bindings = Bindings.builder()
            .guard("migrated", () -> true)
            .signal("space", () -> true)
            .signal("other", () -> checks.incrementAndGet() > 0)
            .throwable("oops", IllegalStateException.class)
            .failurePredicate("bad", thrown -> true)
            .build();
    private final InterlockFile first = parse(
            "templates: {careful: {failureThreshold: 3, failOn: [oops, bad]}}",
            "circuits:",
            "  db: {template: careful, recoveryGuards: migrated, dependsOn: disk}",
            "  api: {dependsOn: db, resetTimeout: 10s}",
            "  old: {dependsOn: db}",
            "signals: {disk: {check: space}}");

    @AfterEach
    void close() {
        interlock.close();
    }

    private InterlockFile second() {
        return parse(
                "templates: {careful: {failureThreshold: 4, failOn: [oops, bad]}}",
                "circuits:",
                "  db: {template: careful, recoveryGuards: migrated, dependsOn: disk}",
                "  api: {dependsOn: [db, cache], resetTimeout: 20s}",
                "  cache: {failureRate: 50%}",
                "signals: {disk: {check: space, interval: 5s}}");
    }

    @Test
    void sameFile_changesNothing() {
        first.defineIn(interlock, bindings);
        long version = interlock.snapshot().version();

        assertThat(first.reloadIn(interlock, first, bindings).isEmpty()).isTrue();
        assertThat(interlock.snapshot().version()).isEqualTo(version);
    }

    @Test
    void otherFile_isDiffedFirst_andThenOneCommit_thatKeepsStates() {
        first.defineIn(interlock, bindings);
        interlock.define("by-code", c -> c.dependsOn("api"));
        Circuit api = interlock.circuit("api");
        api.operator().open(Actor.of("test"), "to see whether it stays");
        long version = interlock.snapshot().version();

        // docs:begin reload
        InterlockFile next = second();
        Reconfiguration diff = next.diff(interlock, first, bindings); // throws if it cannot be done
        System.out.println(diff);
        next.reloadIn(interlock, first, bindings);
        // docs:end reload

        assertThat(diff).hasToString("""
                ~ api: resetTimeout 10 s -> 20 s, dependsOn [db] -> [db, cache]
                + cache: failureThreshold 5 -> off, failureRate off -> 0.5
                ~ db: failureThreshold 3 -> 4
                ~ disk: interval 1 s -> 5 s
                - old""");
        assertThat(interlock.snapshot().version()).isEqualTo(version + 1);
        assertThat(api.state()).isEqualTo(State.OPEN);
        assertThat(api.dependencies()).containsExactly("db", "cache");
        assertThat(interlock.circuit("by-code").isBlocked()).isTrue();
        assertThat(interlock.names()).containsExactly("api", "by-code", "cache", "db");
        assertThat(next.diff(interlock, next, bindings)).hasToString("nothing changes");
    }

    @Test
    void whatCodeChangedInCircuitsOfTheFile_isSetBack() {
        first.defineIn(interlock, bindings);
        interlock.reconfigure("api", c -> c.failureThreshold(99));

        Reconfiguration done = first.reloadIn(interlock, first, bindings);

        assertThat(done).hasToString("~ api: failureThreshold 99 -> 5");
    }

    @Test
    void whatCodeRemoved_isDefinedAgain() {
        first.defineIn(interlock, bindings);
        interlock.remove("old");
        interlock.remove("disk");

        first.reloadIn(interlock, first, bindings);

        assertThat(interlock.find("old")).isPresent();
        assertThat(interlock
                        .diff(changes -> changes.replaceSignal("disk", s -> {}))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void signalWithAnotherCheck_isAnotherSignal() throws InterruptedException {
        first.defineIn(interlock, bindings);
        InterlockFile next = parse(
                "templates: {careful: {failureThreshold: 3, failOn: [oops, bad]}}",
                "circuits:",
                "  db: {template: careful, recoveryGuards: migrated, dependsOn: disk}",
                "  api: {dependsOn: db, resetTimeout: 10s}",
                "  old: {dependsOn: db}",
                "signals: {disk: {check: other}}");

        Reconfiguration done = next.reloadIn(interlock, first, bindings);

        assertThat(done).hasToString("- disk\n+ disk");
        while (checks.get() == 0) {
            Thread.onSpinWait(); // a check of the new one comes at once
        }
        assertThat(interlock.circuit("db").dependencies()).containsExactly("disk");
    }

    @Test
    void circuitThatBecomesASignal_isOne() {
        first.defineIn(interlock, bindings);
        InterlockFile next = parse("signals: {old: {check: space}}");

        // docs:begin allowed
        next.reloadIn(interlock, first, bindings, ReloadRisk.REMOVAL); // somebody has looked at the diff
        // docs:end allowed

        assertThat(interlock.names()).isEmpty();
        Signal signal = interlock.signal("another", () -> true, s -> {});
        assertThat(signal.isUp()).isTrue();
        assertThat(next.diff(interlock, next, bindings).isEmpty()).isTrue();
    }

    @Test
    void problems_areTold_andNothingChanges() {
        first.defineIn(interlock, bindings);
        interlock.define("cache", c -> c.dependsOn("api"));
        long version = interlock.snapshot().version();

        assertThatThrownBy(() -> second().reloadIn(interlock, first, bindings))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageContaining("the name 'cache' is taken in the interlock");
        InterlockFile circle = parse("external: cache", "circuits: {api: {dependsOn: cache}}");
        assertThatThrownBy(() -> circle.diff(interlock, first, bindings)).isInstanceOf(DependencyCycleException.class);
        assertThatThrownBy(() -> circle.reloadIn(interlock, first, bindings, ReloadRisk.REMOVAL))
                .isInstanceOf(DependencyCycleException.class)
                .hasMessageContaining("api -> cache -> api");
        assertThatThrownBy(() -> second().reloadIn(interlock, first, Bindings.none()))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageContaining("code binds no guard 'migrated'");
        Bindings wrong = Bindings.builder()
                .customize((circuit, options) -> options.halfOpenCalls(0))
                .build();
        InterlockFile plain = parse("circuits: {api: {}}");
        assertThatThrownBy(() -> plain.reloadIn(interlock, first, wrong, ReloadRisk.REMOVAL))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("api.halfOpenCalls: 0 is outside of 1 to 10000");

        assertThat(interlock.snapshot().version()).isEqualTo(version);
    }
}
