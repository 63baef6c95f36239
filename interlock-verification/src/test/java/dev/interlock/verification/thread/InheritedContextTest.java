package dev.interlock.verification.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that were made in somebody's call, and live on, know nothing of who that was. Real time: the default threads are what is tested. */
@Timeout(60)
@SuppressWarnings("ThreadPriorityCheck") // that of the caller is what must not be inherited
class InheritedContextTest {

    private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    private final ClassLoader redeployed = new URLClassLoader(new URL[0]);
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void firstRequest_ofATenant() {
        TENANT.set("alice");
        Thread.currentThread().setContextClassLoader(redeployed);
        Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
    }

    @AfterEach
    void forget() throws IOException {
        TENANT.remove();
        Thread.currentThread().setContextClassLoader(before);
        Thread.currentThread().setPriority(Thread.NORM_PRIORITY);
        ((URLClassLoader) redeployed).close();
    }

    @Test
    void hookThread_madeInACall_inheritsNothing() throws Exception {
        try (Interlock interlock = Interlock.create()) {
            interlock.on(InterlockEvent.class, event -> look());

            Circuit unused = interlock.define("c", c -> {});

            assertThat(next().thread()).startsWith("interlock-hook-");
        }
    }

    @Test
    void guardOfATimer_armedInACall_seesNothingOfTheCaller() throws Exception {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.resetTimeout(Duration.ofMillis(1)).recoveryGuard("looks", () -> {
                        look();
                        return true;
                    }));

            circuit.operator().open(new Actor("test"), "so that a timer is armed");

            assertThat(next().thread()).startsWith("interlock-hook-");
        }
    }

    @Test
    void schedulerThread_madeInACall_keepsNoClassLoaderOfTheCaller() {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> {});
            assertThat(circuit.state()).isEqualTo(State.CLOSED);

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("interlock-scheduler"))
                    .isNotEmpty()
                    .noneMatch(thread -> thread.getContextClassLoader() == redeployed)
                    .allMatch(thread -> thread.getPriority() == Thread.NORM_PRIORITY);
        }
    }

    @Test
    void virtualThreadOfACall_hasAName_andInheritsNothing() throws Exception {
        assumeTrue(VirtualThreads.areThere(), "virtual threads need JDK 21 or newer: skipped");
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> {});

            String done = circuit.protect(() -> {
                        look();
                        return "done";
                    })
                    .onVirtualThreads()
                    .get();

            assertThat(done).isEqualTo("done");
            assertThat(next().thread()).startsWith("interlock-call-");
        }
    }

    private void look() {
        Thread thread = Thread.currentThread();
        seen.add(new Seen(thread.getName(), TENANT.get(), thread.getContextClassLoader(), thread.getPriority()));
    }

    private Seen next() throws InterruptedException {
        Seen next = seen.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        assertThat(next.tenant()).as("inheritable thread locals").isNull();
        assertThat(next.loader()).isSameAs(Interlock.class.getClassLoader());
        assertThat(next.priority()).isEqualTo(Thread.NORM_PRIORITY);
        return next;
    }

    private record Seen(String thread, String tenant, ClassLoader loader, int priority) {}
}
