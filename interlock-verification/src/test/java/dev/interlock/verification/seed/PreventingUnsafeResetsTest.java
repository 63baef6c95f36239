package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.testkit.InterlockExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Preventing unsafe resets: a circuit cannot be reset while what it needs is down. */
@ExtendWith(InterlockExtension.class)
class PreventingUnsafeResetsTest {

    private static final Actor OPS = Actor.of("ops");

    private Circuit database;
    private Circuit cache;
    private Circuit api;

    @BeforeEach
    void define(Interlock interlock) {
        database = interlock.define("database");
        cache = interlock.define("cache");
        // docs:begin define
        api = interlock.define("api", c -> c.dependsOn("database", "cache"));
        // docs:end define
    }

    @Test
    void reset_dependencyOpen_isRefusedUntilItIsFixed() {
        // docs:begin unsafe
        database.operator().open(OPS, "failover");
        api.operator().open(OPS, "failover");

        assertThat(api.reset()).isRefused().hasReason(Reason.Kind.DEPENDENCY).hasReasonMentioning("database");
        assertThat(api).isOpen();

        database.reset(); // dependencies first
        cache.reset(); // is CLOSED: stays so, and that is no error

        assertThat(api.reset()).isApplied();
        assertThat(api).isClosed();
        // docs:end unsafe
    }

    @Test
    void reset_bothDependenciesOpen_namesBoth() {
        database.operator().open(OPS, "failover");
        cache.operator().open(OPS, "failover");
        api.operator().open(OPS, "failover");

        assertThat(api.reset()).isRefused().hasReasonMentioning("database").hasReasonMentioning("cache");
    }

    @Test
    void reset_dependencyHalfOpen_isAllowed() {
        database.operator().open(OPS, "failover");
        api.operator().open(OPS, "failover");

        database.attemptRecovery();

        assertThat(api.reset()).isApplied();
    }

    @Test
    void forceClose_dependencyOpen_isTheOperatorsOwnDecision() {
        database.operator().open(OPS, "failover");
        api.operator().open(OPS, "failover");

        // docs:begin force
        api.operator().forceClose(OPS, "drill"); // asks neither dependencies nor guards

        assertThat(api).isClosed().isBlockedBy("database"); // yet its calls are still refused
        // docs:end force
    }
}
