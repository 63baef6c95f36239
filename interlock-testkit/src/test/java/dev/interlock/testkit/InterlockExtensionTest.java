package dev.interlock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The extension as users have it: their JUnit asks it for what a test needs, and it looks after the test. */
@ExtendWith(InterlockExtension.class)
class InterlockExtensionTest {

    private Interlock before;
    private ManualTime timeBefore;

    @BeforeEach
    void define(Interlock interlock, ManualTime time) {
        before = interlock;
        timeBefore = time;
        interlock.define("vault", c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)));
    }

    @Test
    void interlock_askedForTwice_isTheSameOne_onTheSameTime(Interlock interlock, ManualTime time) {
        assertThat(interlock).isSameAs(before);
        assertThat(time).isSameAs(timeBefore);

        Circuit vault = interlock.circuit("vault");
        vault.operator().open(Actor.of("ada"), "test");
        time.advance(Duration.ofSeconds(10));

        assertThat(vault.state()).isEqualTo(State.HALF_OPEN);
    }

    @RepeatedTest(2)
    void interlock_isNewForEachTest(Interlock interlock) {
        interlock.define("mine"); // would be taken the second time

        assertThat(interlock.names()).containsExactly("mine", "vault");
    }

    @Nested
    class Inside {

        @Test
        void nestedTest_hasTheInterlockOfItsOwnMethod(Interlock interlock) {
            assertThat(interlock).isSameAs(before);
            assertThat(interlock.names()).containsExactly("vault");
        }
    }

    @Test
    void registeredExtension_hasTheSettingsItWasGiven() {
        assertThat(run(WithSettings.class).getTestsSucceededCount()).isOne();
    }

    @Test
    void test_thatLeavesAPermit_fails() {
        TestExecutionSummary run = run(Leaving.class);

        assertThat(run.getTestsFailedCount()).isOne();
        assertThat(run.getTestsSucceededCount()).as("it says that it means to").isOne();
        assertThat(run.getFailures().get(0).getException()).hasMessageContaining("1 call(s) are still in flight");
    }

    @Test
    void test_whoseListenerFails_fails() {
        TestExecutionSummary run = run(FailingListeners.class);

        assertThat(run.getTestsFailedCount()).isOne();
        assertThat(run.getTestsSucceededCount()).as("it expects that").isOne();
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    /** Run by tests above only. */
    static final class WithSettings {

        @RegisterExtension
        static final InterlockExtension INTERLOCK =
                InterlockExtension.withSettings(settings -> settings.cycles(CyclePolicy.CONDENSE));

        @Test
        void cycle_isAllowed_andIsNoProblemAfterTheTest(Interlock interlock) {
            interlock.define("a", c -> c.dependsOn("b"));
            interlock.define("b", c -> c.dependsOn("a"));
        }
    }

    /** Run by tests above only: Surefire looks for other names. */
    @ExtendWith(InterlockExtension.class)
    static final class Leaving {

        private static final List<Object> KEPT = new ArrayList<>();

        @Test
        void leaves(Interlock interlock) {
            KEPT.add(interlock.define("c", c -> c.maxConcurrent(1)).acquire());
        }

        @Test
        @AllowLeaks("to show it")
        void leavesOnPurpose(Interlock interlock) {
            leaves(interlock);
        }
    }

    /** Run by tests above only. */
    @ExtendWith(InterlockExtension.class)
    static final class FailingListeners {

        @Test
        void fails(Interlock interlock, ManualTime time) {
            interlock.on(CircuitTransitioned.class, event -> {
                throw new IllegalStateException("planned");
            });
            interlock.define("c").operator().open(Actor.of("ada"), "test");
            time.advance(Duration.ofMillis(1));
        }

        @Test
        @ExpectListenerFailures
        void failsAsExpected(Interlock interlock, ManualTime time) {
            fails(interlock, time);
        }
    }
}
