package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.DependencyCycleException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.testkit.InterlockExtension;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong with options and what is wrong with the graph comes in one exception, whichever way it comes in. */
@ExtendWith(InterlockExtension.class)
class AllProblemsTest {

    @BeforeEach
    void define(Interlock interlock) {
        interlock.define("db");
        interlock.define("api", c -> c.dependsOn("db", "later"));
        interlock.signal("disk", () -> true, s -> {});
        interlock.family("pods", f -> f.hostOpensAt(3).template(c -> c.dependsOn("db")));
    }

    private static void isRefused(Interlock interlock, ThrowingCallable change, String... problems) {
        long version = interlock.snapshot().version();
        assertThatThrownBy(change).isInstanceOfSatisfying(InvalidConfigurationException.class, refused -> {
            assertThat(refused.problems()).hasSize(problems.length);
            for (String problem : problems) {
                assertThat(refused.problems())
                        .filteredOn(each -> each.toString().startsWith(problem))
                        .hasSize(1);
            }
        });
        assertThat(interlock.snapshot().version()).isEqualTo(version);
    }

    @Test
    void reconfigure_wrongOptionAndCycle_areToldTogether(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.reconfigure("db", c -> c.failureRate(90).dependsOn("api")),
                "db.failureRate: 90.0 is outside of",
                "db: dependency cycle: db -> api -> db");
    }

    @Test
    void diff_wrongOptionAndCycle_areToldTogether(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.diff(
                        changes -> changes.change("db", c -> c.failureRate(90).dependsOn("api"))),
                "db.failureRate",
                "db: dependency cycle");
    }

    @Test
    void reconfigure_wrongOptionOfOne_andGraphProblemsOfOthers_areToldTogether(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.reconfigure(changes -> changes.change("nobody", c -> {})
                        .change("api", c -> c.failureThreshold(0))
                        .define("later", c -> c.dependsOn("api"))
                        .define(
                                "web",
                                c -> c.halfOpenCalls(0).cascadesTo("disk").dependsOn("pods/a"))),
                "nobody: there is no circuit of this name",
                "api.failureThreshold",
                "web.halfOpenCalls",
                "later: dependency cycle: later -> api -> later",
                "web: the signal 'disk' cannot be a cascade target",
                "pods/a: names that begin with 'pods/' belong to the family");
    }

    @Test
    void define_wrongOptionAndGraph_areToldTogether(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.define("later", c -> c.failureThreshold(0).dependsOn("api", "no name")),
                "later.failureThreshold",
                "later.dependsOn",
                "later: dependency cycle: later -> api -> later");
        isRefused(
                interlock,
                () -> interlock.define("api", c -> c.failureThreshold(0)),
                "api.failureThreshold",
                "api: there is a circuit of this name already");
        isRefused(
                interlock,
                () -> interlock.defineOrGet("later", c -> c.failureThreshold(0).dependsOn("api")),
                "later.failureThreshold",
                "later: dependency cycle");
    }

    @Test
    void defineAll_eachWrongInItsWay_allAreTold(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.defineAll(all -> all.define("no name")
                        .define("x", c -> c.jitter(20).dependsOn("y"))
                        .define("y", c -> c.dependsOn("x"))
                        .define("self", c -> c.dependsOn("self"))
                        .define("db")),
                "'no name'",
                "x.jitter",
                "y: dependency cycle: y -> x -> y",
                "self: dependency cycle: self -> self",
                "db: there is a circuit of this name already");
    }

    @Test
    void cycleAndAnotherProblemOfTheGraph_areToldTogether(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.defineAll(
                        all -> all.define("later", c -> c.dependsOn("api")).define("web", c -> c.cascadesTo("disk"))),
                "later: dependency cycle",
                "web: the signal 'disk'");
    }

    @Test
    void cycleAlone_isWhatItIs(Interlock interlock) {
        assertThatThrownBy(() -> interlock.define("later", c -> c.dependsOn("api")))
                .isInstanceOfSatisfying(
                        DependencyCycleException.class,
                        cycle -> assertThat(cycle.path()).containsExactly("later", "api", "later"));
    }

    @Test
    void family_sizesTemplateHostAndGraph_areToldTogether(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.family(
                        "later",
                        f -> f.maxSize(0)
                                .hostOpensAt(3)
                                .template(c -> c.failureThreshold(0))
                                .host(c -> c.halfOpenCalls(0).dependsOn("api"))),
                "later.maxSize",
                "later/*.failureThreshold",
                "later.halfOpenCalls",
                "later: dependency cycle: later -> api -> later");
    }

    @Test
    void changeFamily_sizesTemplateHostAndGraph_areToldTogether(Interlock interlock) {
        interlock.define("below", c -> c.dependsOn("pods"));
        isRefused(
                interlock,
                () -> interlock.reconfigure(changes -> changes.changeFamily(
                                "pods",
                                f -> f.idleAfter(Duration.ZERO)
                                        .template(c -> c.failureThreshold(0).cascadesTo("disk"))
                                        .host(c -> c.halfOpenCalls(0).dependsOn("below")))
                        .define("db")),
                "pods.idleAfter",
                "pods/*.failureThreshold",
                "pods.halfOpenCalls",
                "db: there is a circuit or signal of this name already",
                "pods/_overflow: the signal 'disk' cannot be a cascade target",
                "pods: dependency cycle: pods -> below -> pods");
    }

    @Test
    void signal_wrongOptionAndGraph_areToldTogether(Interlock interlock) {
        isRefused(
                interlock,
                () -> interlock.signal("db", () -> true, s -> s.downAfter(0).cascadesTo("disk")),
                "db.downAfter",
                "db: there is a circuit of this name already");
    }
}
