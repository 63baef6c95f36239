package dev.interlock.config;

import static dev.interlock.config.Texts.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Actor;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A version of a file that is less than the one before, or that goes on from another one than is loaded. */
@ExtendWith(InterlockExtension.class)
class RiskyReloadTest {

    private static final Actor OPS = Actor.of("ops");

    private final Bindings bindings =
            Bindings.builder().signal("space", () -> true).build();
    private final InterlockFile first = parse(
            "circuits:",
            "  db: {dependsOn: disk}",
            "  api: {dependsOn: db}",
            "  web: {dependsOn: api}",
            "  jobs: {}",
            "signals: {disk: {check: space}}");
    private Interlock interlock;

    @BeforeEach
    void define(Interlock interlock) {
        this.interlock = interlock;
        first.defineIn(interlock, bindings);
    }

    @Test
    void fileWithoutCircuits_isRefused_inTheMiddleOfAnOutageToo() {
        interlock.circuit("db").operator().open(OPS, "outage");
        InterlockFile empty = parse("circuits:");

        assertRefused(
                empty,
                first,
                "db is OPEN and would be removed",
                "4 of 4 circuits would be removed, more than a third: api, db, jobs, web; see whether the file is cut off or empty",
                "allow ReloadRisk.REMOVAL");

        empty.reloadIn(interlock, first, bindings, ReloadRisk.REMOVAL);
        assertThat(interlock.names()).isEmpty();
    }

    @Test
    void fileThatWasCutOff_isRefused() {
        assertRefused(
                parse(
                        "circuits:",
                        "  db: {dependsOn: disk}",
                        "  api: {dependsOn: db}",
                        "signals: {disk: {check: space}}"),
                first,
                "2 of 4 circuits would be removed");
    }

    @Test
    void oneCircuitOfSeveral_isRemoved() {
        assertThat(without("jobs").reloadIn(interlock, first, bindings)).hasToString("- jobs");
    }

    @Test
    void onlyCircuitOfAFile_isNotRemoved() {
        InterlockFile one = parse("circuits: {alone: {}}");
        one.defineIn(interlock, bindings);

        assertRefused(parse("circuits:"), one, "1 of 1 circuits would be removed");
    }

    @Test
    void circuitThatIsOpen_orRecovering_isNotRemoved() {
        interlock.circuit("jobs").operator().forceOpen(OPS, "test");
        assertRefused(without("jobs"), first, "jobs is FORCED_OPEN and would be removed");

        interlock.circuit("jobs").operator().release(OPS, "test");
        assertThat(interlock.circuit("jobs").attemptRecovery().isApplied()).isTrue();
        assertThat(interlock.circuit("jobs").state()).isEqualTo(State.HALF_OPEN);
        assertRefused(without("jobs"), first, "jobs is HALF_OPEN and would be removed");

        without("jobs").reloadIn(interlock, first, bindings, ReloadRisk.REMOVAL);
        assertThat(interlock.find("jobs")).isEmpty();
    }

    @Test
    void circuitThatCodeNeeds_isNotRemoved() {
        interlock.define("by-code", c -> c.dependsOn("jobs"));
        interlock.define("softly", c -> c.recoversAfter("jobs"));
        interlock.link("web", EdgeKind.CASCADES_TO, "jobs");

        assertRefused(without("jobs"), first, "jobs would be removed, and by-code, softly, web need it");
    }

    @Test
    void circuitOrSignalThatTheNewVersionCallsExternal_isNotRemoved() {
        assertRefused(
                parse(
                        "external: [disk, jobs]",
                        "circuits:",
                        "  db: {dependsOn: disk}",
                        "  api: {dependsOn: [db, jobs]}",
                        "  web: {dependsOn: api}"),
                first,
                "jobs would be removed, and api needs it",
                "disk would be removed, and db needs it");
    }

    @Test
    void chainThatGoesTogether_needsNobodyElse() {
        InterlockFile more = parse(
                "circuits:",
                "  db: {dependsOn: disk}",
                "  api: {dependsOn: db}",
                "  web: {dependsOn: api}",
                "  jobs: {}",
                "  a: {}",
                "  b: {dependsOn: a}",
                "signals: {disk: {check: space}}");
        more.reloadIn(interlock, first, bindings);

        assertThat(first.reloadIn(interlock, more, bindings)).hasToString("- a\n- b");
    }

    @Test
    void versionThatIsNotLoadedAnyMore_isNoBase() {
        InterlockFile second = version("second", 20);
        InterlockFile third = version("third", 30);
        third.reloadIn(interlock, first, bindings);

        assertRefused(second, first, "as given is not what is loaded", "by 'third'", "allow ReloadRisk.STALE_BASE");

        second.reloadIn(interlock, first, bindings, ReloadRisk.STALE_BASE);
        assertThat(interlock.circuit("jobs").config().failureThreshold()).hasValue(20);
        third.reloadIn(interlock, second, bindings); // and that is the base from now on
        assertThat(interlock.circuit("jobs").config().failureThreshold()).hasValue(30);
    }

    @Test
    void versionThatWasNeverLoaded_isNoBase() {
        try (Interlock other = Interlock.create()) {
            assertThatThrownBy(() -> first.reloadIn(other, first, bindings))
                    .isInstanceOf(ConfigurationFileException.class)
                    .hasMessageContaining("by no file");
        }
    }

    @Test
    void sameVersionReadAgain_isTheBaseThatItIs() {
        InterlockFile again = without("nothing");
        assertThat(again).isEqualTo(first);

        assertThat(version("second", 20).reloadIn(interlock, again, bindings))
                .hasToString("~ jobs: failureThreshold 5 -> 20");
    }

    @Test
    void reloadThatFails_leavesTheBase() {
        assertRefused(parse("circuits:"), first, "4 of 4");
        assertRefused(parse("circuits:"), first, "4 of 4"); // not a stale base by now

        assertThat(first.reloadIn(interlock, first, bindings).isEmpty()).isTrue();
    }

    @Test
    void reloadAmidAReload_fromTheSameBase_isRefused() {
        AtomicReference<Throwable> inner = new AtomicReference<>();
        Bindings nosy = Bindings.builder()
                .signal("space", () -> true)
                .customize((circuit, options) -> {
                    if (inner.get() == null) {
                        inner.set(catchThrowable(() -> version("inner", 30).reloadIn(interlock, first, bindings)));
                    }
                })
                .build();

        version("outer", 20).reloadIn(interlock, first, nosy);

        assertThat(inner.get()).hasMessageContaining("another reload is under way");
        assertThat(interlock.circuit("jobs").config().failureThreshold()).hasValue(20);
    }

    @Test
    void everyProblem_isToldAtOnce_risksAndOthers() {
        version("third", 30).reloadIn(interlock, first, bindings);
        interlock.circuit("jobs").operator().open(OPS, "outage");

        assertThatThrownBy(() ->
                        parse("circuits: {db: {recoveryGuards: migrated}}").reloadIn(interlock, first, bindings))
                .isInstanceOfSatisfying(
                        ConfigurationFileException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::message)
                                .anySatisfy(problem -> assertThat(problem).contains("code binds no guard 'migrated'"))
                                .anySatisfy(problem -> assertThat(problem).contains("is not what is loaded"))
                                .anySatisfy(problem -> assertThat(problem).contains("jobs is OPEN"))
                                .anySatisfy(problem -> assertThat(problem).contains("3 of 4 circuits"))
                                .hasSize(4));
    }

    @Test
    void diff_showsWhatAReloadRefuses() {
        assertThat(parse("circuits:").diff(interlock, first, bindings))
                .hasToString("- api\n- db\n- disk\n- jobs\n- web");
    }

    private InterlockFile without(String name) {
        List<String> lines = List.of(
                "circuits:",
                "  db: {dependsOn: disk}",
                "  api: {dependsOn: db}",
                "  web: {dependsOn: api}",
                "  jobs: {}",
                "signals: {disk: {check: space}}");
        return parse(lines.stream()
                .filter(line -> !line.strip().startsWith(name + ":"))
                .toArray(String[]::new));
    }

    private InterlockFile version(String source, int threshold) {
        return InterlockFile.parse(
                source,
                String.join(
                        "\n",
                        "version: 1",
                        "circuits:",
                        "  db: {dependsOn: disk}",
                        "  api: {dependsOn: db}",
                        "  web: {dependsOn: api}",
                        "  jobs: {failureThreshold: " + threshold + "}",
                        "signals: {disk: {check: space}}"));
    }

    private void assertRefused(InterlockFile next, InterlockFile previous, String... words) {
        long version = interlock.snapshot().version();
        assertThatThrownBy(() -> next.reloadIn(interlock, previous, bindings))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageContainingAll(words);
        assertThat(interlock.snapshot().version()).isEqualTo(version);
    }
}
