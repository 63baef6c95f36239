package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.TimeSource;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Custom recovery logic: several conditions of one's own, each with a name. */
@ExtendWith(InterlockExtension.class)
class CustomRecoveryLogicTest {

    private static final Actor OPS = Actor.of("ops");

    private final Host host = new Host();

    // docs:begin smart
    static Circuit defineReporting(Interlock interlock, Host host, TimeSource time) {
        return interlock.define(
                "reporting",
                c -> c.resetTimeout(ofSeconds(30))
                        .recoversAfter("warehouse")
                        .recoveryGuard("no maintenance", () -> !host.inMaintenance())
                        .recoveryGuard("no peak traffic", () -> !isPeak(time.instant()))
                        .recoveryGuard(
                                "enough resources", () -> host.cpuUsage() < 0.8 && host.freeMemory() > Host.GIGABYTE));
    }

    static boolean isPeak(Instant now) {
        ZonedDateTime local = now.atZone(ZoneOffset.UTC);
        boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && local.getHour() >= 9 && local.getHour() <= 17;
    }
    // docs:end smart

    /** The machine that the reports run on. */
    static final class Host {

        static final long GIGABYTE = 1L << 30;

        private volatile boolean maintenance;
        private volatile double cpu = 0.1;
        private volatile long memory = 4 * GIGABYTE;
        private volatile boolean unreachable;

        boolean inMaintenance() {
            if (unreachable) {
                throw new IllegalStateException("flag store unreachable");
            }
            return maintenance;
        }

        double cpuUsage() {
            return cpu;
        }

        long freeMemory() {
            return memory;
        }
    }

    private Circuit reporting;

    @BeforeEach
    void openReporting(Interlock interlock, ManualTime time) {
        interlock.define("warehouse");
        reporting = defineReporting(interlock, host, time);
        reporting.operator().open(OPS, "reports time out");
    }

    @Test
    void recoveryAllowed_allGuardsPass_isTrue() {
        assertThat(reporting.recoveryAllowed()).isTrue();
        assertThat(reporting.recoveryVerdict().toString()).isEqualTo("allowed");
    }

    @Test
    void recoveryVerdict_twoGuardsRefuse_namesBoth() {
        host.maintenance = true;
        host.cpu = 0.95;

        // docs:begin verdict
        assertThat(reporting.recoveryAllowed()).isFalse();
        assertThat(reporting.recoveryVerdict().reasons())
                .extracting(Reason::subject)
                .containsExactly("no maintenance", "enough resources");
        // docs:end verdict
    }

    @Test
    void recoveryAllowed_tooLittleMemory_isFalse() {
        host.memory = Host.GIGABYTE;

        assertThat(reporting.attemptRecovery()).isRefused().hasReasonMentioning("enough resources");
        assertThat(reporting).isOpen();
    }

    @Test
    void recoveryAllowed_guardThrows_isFalseAndTellsWhy() {
        host.unreachable = true;

        assertThat(reporting.attemptRecovery())
                .isRefused()
                .hasReason(Reason.Kind.GUARD_FAILED)
                .hasReasonMentioning("flag store unreachable");
        assertThat(reporting).isOpen();
    }

    @Test
    void recoveryAllowed_dependencyOpen_isFalseWhateverTheGuardsSay(Interlock interlock) {
        interlock.circuit("warehouse").operator().forceOpen(OPS, "reload");

        assertThat(reporting.attemptRecovery()).isRefused().hasReason(Reason.Kind.DEPENDENCY);
    }

    @Test
    void timer_maintenanceEnds_asksAgainAfterTheRetryInterval(ManualTime time) {
        host.maintenance = true;

        // docs:begin retry
        time.advance(ofMinutes(5));
        assertThat(reporting).isOpen();

        host.maintenance = false;
        time.advance(ofSeconds(1)); // retryInterval
        assertThat(reporting).isHalfOpen();
        // docs:end retry
    }

    @Test
    void timer_peakHours_waitsForTheEvening(ManualTime time) {
        host.maintenance = true; // until nine in the morning of a Thursday
        time.advance(ofHours(9));
        host.maintenance = false;

        time.advance(ofHours(8)); // 17:00
        assertThat(reporting).isOpen();

        time.advance(ofHours(1)); // 18:00
        assertThat(reporting).isHalfOpen();
    }

    @Test
    void isPeak_noonOnWorkdayAndWeekend_differs() {
        assertThat(isPeak(Instant.parse("2026-01-01T12:00:00Z"))).isTrue();
        assertThat(isPeak(Instant.parse("2026-01-03T12:00:00Z"))).isFalse();
    }
}
