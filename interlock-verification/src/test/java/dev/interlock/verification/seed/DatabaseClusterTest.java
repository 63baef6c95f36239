package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.testkit.Outage;
import dev.interlock.testkit.OutageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Database cluster: replicas recover after the primary and go on reading while it is down; the cache does not. */
@ExtendWith(InterlockExtension.class)
class DatabaseClusterTest {

    private static final Actor OPS = Actor.of("ops");

    private final Outage outage = new Outage();
    private DatabaseCluster cluster;

    // docs:begin cluster
    static final class DatabaseCluster {

        private final Circuit primary;
        private final List<Circuit> replicas;
        private final Circuit cache;
        private final Outage databases;
        private final AtomicInteger reads = new AtomicInteger();

        DatabaseCluster(Interlock interlock, Outage databases) {
            this.databases = databases;
            primary = interlock.define("db_primary", c -> c.failureThreshold(3).resetTimeout(ofSeconds(60)));
            replicas = Stream.of("db_replica1", "db_replica2")
                    .map(name -> interlock.define(
                            name,
                            c -> c.failureThreshold(5)
                                    .resetTimeout(ofSeconds(45))
                                    .recoversAfter("db_primary")))
                    .toList();
            cache = interlock.define(
                    "db_cache",
                    c -> c.failureThreshold(10).resetTimeout(ofSeconds(30)).dependsOn("db_primary"));
        }

        /** Also for reads that must not be stale. */
        String write(String statement) throws OutageException {
            return primary.call(() -> databases.call("db_primary", statement));
        }

        String read(String query) throws OutageException {
            List<Circuit> serving =
                    replicas.stream().filter(Circuit::isCallable).toList();
            Circuit from =
                    serving.isEmpty() ? primary : serving.get(Math.floorMod(reads.getAndIncrement(), serving.size()));
            return from.call(() -> databases.call(from.name(), query + " from " + from.name()));
        }

        Map<String, Object> healthStatus() {
            return Map.of(
                    "primary", primary.state(),
                    "replica1", replicas.get(0).state(),
                    "replica2", replicas.get(1).state(),
                    "cache", cache.isBlocked() ? "blocked" : cache.state(),
                    "can_write", primary.isCallable(),
                    "can_read", primary.isCallable() || replicas.stream().anyMatch(Circuit::isCallable));
        }
    }
    // docs:end cluster

    @BeforeEach
    void build(Interlock interlock) {
        cluster = new DatabaseCluster(interlock, outage);
    }

    private void killPrimary() {
        outage.start("db_primary");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cluster.write("insert")).isInstanceOf(OutageException.class);
        }
    }

    @Test
    void healthy_everythingServes() throws OutageException {
        assertThat(cluster.write("insert")).isEqualTo("insert");
        assertThat(cluster.read("select")).isEqualTo("select from db_replica1");
        assertThat(cluster.read("select")).isEqualTo("select from db_replica2");
        assertThat(cluster.read("select")).isEqualTo("select from db_replica1");
        assertThat(cluster.healthStatus()).containsEntry("can_write", true).containsEntry("can_read", true);
    }

    @Test
    void primaryDown_replicasKeepServingReads_andTheCacheIsBlocked(Interlock interlock) throws OutageException {
        killPrimary();

        // docs:begin down
        assertThat(cluster.read("select")).isEqualTo("select from db_replica1");
        assertThat(cluster.healthStatus())
                .containsEntry("primary", State.OPEN)
                .containsEntry("replica1", State.CLOSED)
                .containsEntry("cache", "blocked")
                .containsEntry("can_write", false)
                .containsEntry("can_read", true);
        // docs:end down
        assertThatThrownBy(() -> interlock.circuit("db_cache").run(() -> {}))
                .isInstanceOf(DependencyOpenException.class);
    }

    @Test
    void replica_thatFellToo_doesNotRecoverBeforeThePrimary(Interlock interlock, ManualTime time) {
        killPrimary();
        Circuit replica = interlock.circuit("db_replica1");
        replica.operator().open(OPS, "lag");
        outage.end("db_primary");

        time.advance(ofSeconds(45));
        assertThat(replica).isOpen(); // its own wait is over, the primary's is not

        time.advance(Duration.ofSeconds(15));
        assertThat(interlock.circuit("db_primary")).isHalfOpen();
        assertThat(replica).isHalfOpen();
    }

    @Test
    void oneReplicaOpen_theOtherServesAllReads(Interlock interlock) throws OutageException {
        interlock.circuit("db_replica1").operator().open(OPS, "lag");

        assertThat(cluster.read("select")).isEqualTo("select from db_replica2");
        assertThat(cluster.read("select")).isEqualTo("select from db_replica2");
    }

    @Test
    void bothReplicasOpen_readsFallBackToThePrimary(Interlock interlock) throws OutageException {
        interlock.circuit("db_replica1").operator().open(OPS, "lag");
        interlock.circuit("db_replica2").operator().open(OPS, "lag");

        assertThat(cluster.read("select")).isEqualTo("select from db_primary");
    }
}
