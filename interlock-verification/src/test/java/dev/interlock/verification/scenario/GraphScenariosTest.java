package dev.interlock.verification.scenario;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.scenario.Failing.OPS;
import static dev.interlock.verification.scenario.Failing.fail;
import static dev.interlock.verification.scenario.Failing.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyCycleException;
import dev.interlock.DependencyOpenException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InterlockExtension.class)
class GraphScenariosTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    @Test
    void diamond_rootOpens_topIsBlockedOnceAndFreedOnce(Interlock interlock) {
        Circuit root = interlock.define("root", c -> c.failureThreshold(1).resetTimeout(WAIT));
        interlock.define("left", c -> c.dependsOn("root"));
        interlock.define("right", c -> c.dependsOn("root"));
        Circuit top = interlock.define("top", c -> c.dependsOn("left", "right"));

        fail(root);

        assertThat(interlock.snapshot().node("top").blockedCount()).isEqualTo(1);
        assertThat(interlock.snapshot().node("top").rootCauses()).containsExactly("root");
        assertThatThrownBy(() -> succeed(top)).isInstanceOf(DependencyOpenException.class);

        root.reset();

        assertThat(interlock.snapshot().node("top").blockedCount()).isZero();
        succeed(top);
    }

    @Test
    void diamond_rootAndOneSideOpen_countsBoth(Interlock interlock) {
        Circuit root = interlock.define("root", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit left = interlock.define("left", c -> c.dependsOn("root"));
        interlock.define("right", c -> c.dependsOn("root"));
        Circuit top = interlock.define("top", c -> c.dependsOn("left", "right"));
        left.operator().open(OPS, "test");
        fail(root);

        assertThat(interlock.snapshot().node("top").blockedCount()).isEqualTo(2);
        assertThat(top.explain().rootCauses()).containsExactly("root"); // left is open, but not the end of the chain

        root.reset();
        assertThat(top).isBlockedBy("left");
    }

    @Test
    void halfOpenDependency_withoutFreePermits_refusesWithoutFailingTheCaller(Interlock interlock, ManualTime time) {
        Circuit database =
                interlock.define("database", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit service = interlock.define("service", c -> c.failureThreshold(1).dependsOn("database"));
        fail(database);
        time.advance(WAIT);
        assertThat(database).isHalfOpen();

        try (var probe = database.acquire()) {
            assertThatThrownBy(() -> service.run(() -> succeed(database)))
                    .isInstanceOf(dev.interlock.PermitsExhaustedException.class)
                    .hasMessage("Circuit 'database' rejected the call: HALF_OPEN, and its only probe is under way");
            probe.success();
        }

        assertThat(service).isClosed(); // refused deep in the graph: accepted and neutral
        assertThat(service.metrics().failures()).isZero();
        assertThat(database).isClosed();
    }

    @Test
    void disabledNode_inTheMiddleOfABlockedChain_passesItselfAndStillBlocksAbove(Interlock interlock) {
        Circuit root = interlock.define("root", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit middle = interlock.define("middle", c -> c.dependsOn("root"));
        Circuit top = interlock.define("top", c -> c.dependsOn("middle"));
        middle.operator().disable(OPS, "migration");

        fail(root);

        succeed(middle);
        assertThat(top).isBlockedBy("root");
        assertThatThrownBy(() -> succeed(top))
                .isInstanceOfSatisfying(
                        DependencyOpenException.class,
                        refused -> assertThat(refused.chain()).containsExactly("top", "middle", "root"));
    }

    @Test
    void softDependency_thatIsBlocked_holdsRecoveryButNotCalls(Interlock interlock, ManualTime time) {
        Circuit storage = interlock.define("storage", c -> c.failureThreshold(1).resetTimeout(WAIT.multipliedBy(3)));
        interlock.define("primary", c -> c.dependsOn("storage"));
        Circuit replica = interlock.define(
                "replica", c -> c.failureThreshold(1).resetTimeout(WAIT).recoversAfter("primary"));
        fail(storage);
        succeed(replica);
        assertThat(replica).isNotBlocked();

        fail(replica);
        time.advance(WAIT);

        assertThat(replica).isOpen();
        assertThat(replica.recoveryVerdict().toString())
                .contains("depends on 'primary', which is blocked by 'storage'");

        time.advance(WAIT.multipliedBy(2));
        assertThat(storage).isHalfOpen();
        assertThat(replica).isHalfOpen(); // woken in the moment in which primary was up again
    }

    @Test
    void lateDefinition_thatWouldCloseACycle_isRefusedWithThePathAndChangesNothing(Interlock interlock) {
        interlock.define("a", c -> c.dependsOn("b"));
        interlock.define("b", c -> c.dependsOn("c"));
        long version = interlock.snapshot().version();

        assertThatThrownBy(() -> interlock.define("c", c -> c.dependsOn("a")))
                .isInstanceOf(DependencyCycleException.class)
                .hasMessageContaining("c -> a -> b -> c");

        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(interlock.find("c")).isEmpty();
        assertThat(interlock.snapshot().node("c").kind()).isEqualTo(NodeKind.UNRESOLVED);
        assertThatCode(() -> interlock.define("c")).doesNotThrowAnyException();
    }

    @Test
    void cycle_byDefault_isRefusedWithTheAdviceWhatToDo(Interlock interlock) {
        assertThatThrownBy(() -> interlock.defineAll(all ->
                        all.define("orders", c -> c.dependsOn("stock")).define("stock", c -> c.dependsOn("orders"))))
                .isInstanceOf(DependencyCycleException.class)
                .hasMessageContaining("-> orders")
                .hasMessageContaining("Define a circuit per operation instead of one per service")
                .hasMessageContaining("allow cycles with cycles(CyclePolicy.CONDENSE)");

        assertThat(interlock.names()).isEmpty();
    }

    @Test
    void softEdges_takePartInTheCycleTest(Interlock interlock) {
        interlock.define("a", c -> c.recoversAfter("b"));
        interlock.define("b");

        assertThatThrownBy(() -> interlock.link("b", EdgeKind.DEPENDS_ON, "a"))
                .isInstanceOf(DependencyCycleException.class)
                .hasMessageContaining("b -> a -> b");
    }

    @Test
    void condensedCycle_afterAllItsMembersOpened_comesBack() {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).cycles(CyclePolicy.CONDENSE))) {
            interlock.defineAll(all -> all.define(
                            "outside", c -> c.failureThreshold(1).resetTimeout(WAIT))
                    .define(
                            "orders",
                            c -> c.failureThreshold(1).resetTimeout(WAIT).dependsOn("stock"))
                    .define(
                            "stock",
                            c -> c.failureThreshold(1).resetTimeout(WAIT).dependsOn("orders", "outside")));
            Circuit orders = interlock.circuit("orders");
            Circuit stock = interlock.circuit("stock");
            orders.operator().open(OPS, "test");
            stock.operator().open(OPS, "test");
            interlock.circuit("outside").operator().forceOpen(OPS, "test");

            time.advance(WAIT);
            assertThat(orders).isOpen(); // what is outside gates every member of the cycle
            assertThat(stock).isOpen();

            interlock.circuit("outside").operator().forceClose(OPS, "test");
            assertThat(orders).isHalfOpen();
            assertThat(stock).isHalfOpen();
            succeed(stock);
            succeed(orders);
            assertThat(orders).isClosed();
            assertThat(stock).isClosed();
        }
    }

    @Test
    void removedDependency_freesItsDependents_andItsNameStaysUnresolved(Interlock interlock) {
        Circuit database = interlock.define("database", c -> c.failureThreshold(1));
        Circuit service = interlock.define("service", c -> c.dependsOn("database"));
        fail(database);
        assertThat(service).isBlocked();

        assertThat(interlock.remove("database")).isTrue();

        assertThat(service).isNotBlocked();
        assertThat(interlock.snapshot().node("database").kind()).isEqualTo(NodeKind.UNRESOLVED);
        succeed(database); // through the old handle: unprotected

        Circuit again = interlock.define("database", c -> c.failureThreshold(1));
        fail(again);
        assertThat(service).isBlockedBy("database");
        succeed(database);
        assertThat(database.state()).isEqualTo(State.DISABLED);
    }

    @Test
    void unlinkedDependency_thatWasOpen_wakesTheWaitingCircuit(Interlock interlock, ManualTime time) {
        Circuit database = interlock.define("database", c -> c.failureThreshold(1));
        Circuit service = interlock.define(
                "service", c -> c.failureThreshold(1).resetTimeout(WAIT).dependsOn("database"));
        fail(service);
        database.operator().forceOpen(OPS, "test");
        time.advance(WAIT);
        assertThat(service).isOpen();

        assertThat(interlock.unlink("service", EdgeKind.DEPENDS_ON, "database")).isTrue();

        assertThat(service).isHalfOpen();
        assertThat(service).isNotBlocked();
    }

    @Test
    void refusal_says_whatTheSpecificationSays(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(20)));
        interlock.define("payment_service", c -> c.dependsOn("vault"));
        Circuit gateway = interlock.define("api_gateway", c -> c.dependsOn("payment_service"));
        assertThatThrownBy(() -> vault.run(() -> {
                    throw new java.net.ConnectException("refused");
                }))
                .isInstanceOf(java.net.ConnectException.class);
        time.advance(Duration.ofSeconds(12));

        assertThatThrownBy(() -> succeed(gateway))
                .hasMessage("Circuit 'api_gateway' rejected the call: depends on 'vault', OPEN for 12 s"
                        + " (api_gateway -> payment_service -> vault); next attempt in 8 s;"
                        + " last error: ConnectException: refused");
    }
}
