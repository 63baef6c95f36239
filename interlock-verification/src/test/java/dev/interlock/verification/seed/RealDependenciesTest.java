package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real dependencies: an edge only where one cannot work without the other, and a hierarchy instead of a cycle. */
@ExtendWith(InterlockExtension.class)
class RealDependenciesTest {

    private static final Actor OPS = Actor.of("ops");

    @Test
    void edge_onlyWhereItIsNeeded(Interlock interlock) {
        // docs:begin real
        Circuit redis = interlock.define("redis-cluster");
        Circuit cache = interlock.define("cache", c -> c.dependsOn("redis-cluster")); // cannot work without it
        Circuit email = interlock.define("email-service");
        Circuit reports = interlock.define("report-service"); // mails its reports, and works without

        redis.operator().open(OPS, "drill");
        email.operator().open(OPS, "drill");

        assertThat(cache).isNotCallable();
        assertThat(reports).isCallable();
        // docs:end real
    }

    @Test
    void edge_thatWasWrong_isTakenOutWhileTheApplicationRuns(Interlock interlock) {
        Circuit email = interlock.define("email-service");
        Circuit reports = interlock.define("report-service", c -> c.dependsOn("email-service"));
        email.operator().open(OPS, "drill");
        assertThat(reports).isNotCallable();

        // docs:begin unlink
        interlock.unlink("report-service", EdgeKind.DEPENDS_ON, "email-service");

        assertThat(reports).isCallable();
        // docs:end unlink
    }

    @Test
    void hierarchy_insteadOfACycle_hasAnOrder(Interlock interlock) {
        interlock.define("database");
        interlock.define("user_service", c -> c.dependsOn("database"));
        interlock.define("auth_service", c -> c.dependsOn("user_service"));

        assertThat(interlock.recoveryOrder())
                .containsExactly(List.of("database"), List.of("user_service"), List.of("auth_service"));
    }
}
