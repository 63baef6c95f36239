package dev.interlock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.testkit.InterlockChecks.Option;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** That each check of the kit fails for a real interlock that was not left in order. */
class InterlockVerifyTest {

    private final ManualTime time = ManualTime.create();
    private final Interlock interlock = create(CyclePolicy.REFUSE);

    private Interlock create(CyclePolicy cycles) {
        return Interlock.create(settings -> settings.timeSource(time)
                .scheduler(time)
                .hookExecutor(time)
                .seed(42)
                .cycles(cycles));
    }

    @Test
    void verify_inOrder_passesAndClosed() {
        Circuit vault = interlock.define("vault");
        vault.operator().open(Actor.of("test"), "try out");
        assertThatCode(() -> InterlockChecks.verify(interlock, time)).doesNotThrowAnyException();
        assertThat(vault.call(() -> "passes after close")).isNotEmpty();
    }

    @Test
    void verify_halfOpenPermitNotEnded_fails() {
        InterlockExtensionTest.halfOpenPermit(interlock);
        failsWith("1 HALF_OPEN permit(s)");
    }

    @Test
    void verify_halfOpenPermitEnded_passes() {
        InterlockExtensionTest.halfOpenPermit(interlock).ignore();
        assertThatCode(() -> InterlockChecks.verify(interlock, time)).doesNotThrowAnyException();
    }

    @Test
    void verify_callInFlight_fails() {
        Permit permit =
                interlock.define("vault", config -> config.maxConcurrent(3)).acquire();
        failsWith("1 call(s) are still in flight");
        permit.close();
    }

    @Test
    void verify_listenerThrew_fails() {
        InterlockExtensionTest.failingListener(interlock);
        failsWith("delivery(s) to listeners threw");
    }

    @Test
    void verify_expectedListenerFailureMissing_fails() {
        failsWith("no listener failed", Option.EXPECT_LISTENER_FAILURES);
    }

    @Test
    void verify_taskLeftOnTheTime_fails() {
        time.schedule(() -> {}, Duration.ofSeconds(3));
        failsWith("1 task(s) are still scheduled after close()");
    }

    @Test
    void verify_taskThrew_fails() {
        time.execute(() -> {
            throw new IllegalStateException("broken timer");
        });
        failsWith("broken timer");
    }

    @Test
    void verify_cycle_failsUnlessAllowed() {
        try (Interlock condensed = create(CyclePolicy.CONDENSE)) {
            InterlockExtensionTest.cyclicGraph(condensed);
            assertThatThrownBy(() -> InterlockChecks.assertConsistent(condensed.snapshot()))
                    .hasMessageContaining("a -> b -> a");
            InterlockChecks.assertConsistent(condensed.snapshot(), Option.ALLOW_CYCLES);
        }
    }

    @Test
    void afterEach_leak_failsTheTest() throws ReflectiveOperationException {
        InterlockExtension extension = new InterlockExtension();
        ExtensionContext context = context(getClass().getDeclaredMethod("afterEach_leak_failsTheTest"));
        InterlockExtensionTest.halfOpenPermit((Interlock) extension.resolveParameter(interlockParameter(), context));
        assertThatThrownBy(() -> extension.afterEach(context))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 HALF_OPEN permit(s)");
        assertThatCode(() -> extension.afterEach(context))
                .as("each interlock is checked once")
                .doesNotThrowAnyException();
    }

    private void failsWith(String problem, Option... options) {
        assertThatThrownBy(() -> InterlockChecks.verify(interlock, time, options))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(problem);
    }

    /** As much of JUnit's context as the extension uses. */
    private static ExtensionContext context(Method test) {
        Map<Object, Object> values = new HashMap<>();
        ExtensionContext.Store store = proxy(ExtensionContext.Store.class, (method, arguments) -> switch (method) {
            case "get" -> values.get(arguments[0]);
            case "put" -> values.put(arguments[0], arguments[1]);
            case "remove" -> values.remove(arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
        return proxy(ExtensionContext.class, (method, arguments) -> switch (method) {
            case "getStore" -> store;
            case "getTestMethod" -> Optional.of(test);
            case "getRequiredTestMethod" -> test;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static ParameterContext interlockParameter() throws ReflectiveOperationException {
        Method method = InterlockExtensionTest.class.getDeclaredMethod("halfOpenPermit", Interlock.class);
        return proxy(ParameterContext.class, (name, arguments) -> method.getParameters()[0]);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }
}
