package dev.interlock.testkit;

import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.InterlockSettings;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test an {@link Interlock} on a {@link ManualTime}, and checks after the test that it was left in order, see
 * {@link InterlockChecks#verify}. The test asks for them as parameters; both are made when first asked for. Runs with JUnit 5.11 to 6, of which users
 * bring their own.
 *
 * <pre>{@code
 * @ExtendWith(InterlockExtension.class)
 * class PaymentTest {
 *
 *     @Test
 *     void payment_vaultDown_isRefused(Interlock interlock, ManualTime time) {
 *         // define circuits, make calls, advance the time
 *     }
 * }
 * }</pre>
 *
 * <p>For other settings, register it as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final InterlockExtension INTERLOCK = InterlockExtension.withSettings(settings -> settings.mailboxCapacity(10));
 * }</pre>
 *
 * <p>A test that leaves something open on purpose says so with {@link AllowLeaks}, one whose listeners fail with
 * {@link ExpectListenerFailures}. The jitter's seed is {@value #SEED}. Tests may run in parallel: each has its own interlock.
 */
public final class InterlockExtension implements ParameterResolver, AfterEachCallback {

    /** The seed of the jitter. */
    public static final long SEED = 42;

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(InterlockExtension.class);

    private final Consumer<? super InterlockSettings.Builder> settings;

    /** With the default settings; for {@code @ExtendWith}. */
    public InterlockExtension() {
        this(builder -> {});
    }

    private InterlockExtension(Consumer<? super InterlockSettings.Builder> settings) {
        this.settings = settings;
    }

    /**
     * With settings of your own; for {@code @RegisterExtension}. With {@link CyclePolicy#CONDENSE}, cycles are no problem.
     *
     * @param settings changes the settings; time source, scheduler, hook executor and seed are set before
     * @return an extension
     */
    public static InterlockExtension withSettings(Consumer<? super InterlockSettings.Builder> settings) {
        return new InterlockExtension(settings);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        // Methods of one test only: what a constructor or @BeforeAll asked for would outlive the check.
        return (type == Interlock.class || type == ManualTime.class)
                && parameter.getDeclaringExecutable() instanceof Method
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Only what JUnit 5 and 6 both have: computeIfAbsent is new in 6, and getOrComputeIfAbsent deprecated there.
        // One test's
        // parameters are resolved one after the other, so get and put is enough.
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        Kit kit = store.get(Kit.class, Kit.class);
        if (kit == null) {
            kit = newKit();
            store.put(Kit.class, kit);
        }
        return parameter.getParameter().getType() == ManualTime.class ? kit.time : kit.interlock;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Kit kit = context.getStore(NAMESPACE).remove(Kit.class, Kit.class);
        if (kit == null) {
            return; // The test asked for neither.
        }
        Set<InterlockChecks.Option> options = EnumSet.noneOf(InterlockChecks.Option.class);
        Method test = context.getRequiredTestMethod();
        if (test.isAnnotationPresent(AllowLeaks.class)) {
            options.add(InterlockChecks.Option.ALLOW_LEAKS);
        }
        if (test.isAnnotationPresent(ExpectListenerFailures.class)) {
            options.add(InterlockChecks.Option.EXPECT_LISTENER_FAILURES);
        }
        if (kit.cycles == CyclePolicy.CONDENSE) {
            options.add(InterlockChecks.Option.ALLOW_CYCLES);
        }
        InterlockChecks.verify(kit.interlock, kit.time, options.toArray(InterlockChecks.Option[]::new));
    }

    private Kit newKit() {
        ManualTime time = ManualTime.create();
        CyclePolicy[] cycles = {CyclePolicy.REFUSE};
        Interlock interlock = Interlock.create(builder -> {
            builder.timeSource(time)
                    .scheduler(time)
                    .hookExecutor(time)
                    .seed(SEED)
                    .log(false);
            settings.accept(builder);
            cycles[0] = builder.build().cycles();
        });
        return new Kit(interlock, time, cycles[0]);
    }

    private record Kit(Interlock interlock, ManualTime time, CyclePolicy cycles) {}
}
