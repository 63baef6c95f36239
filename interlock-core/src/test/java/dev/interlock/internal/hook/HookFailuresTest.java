package dev.interlock.internal.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.interlock.internal.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HookFailuresTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> lines = new ArrayList<>();
    private final HookFailures failures = new HookFailures(clock, (level, text) -> lines.add(level + " " + text));

    @Test
    void failure_first_isSaidWithItsPlaceAndClean() {
        failures.threw(HookKind.GUARD, "disk", new IllegalStateException("no\nspace"));

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith(
                        "WARNING guard 'disk' threw IllegalStateException: no space at dev.interlock.internal.hook.");
    }

    @Test
    void failures_manyWithinASecond_areCountedAndSaidOnce() {
        for (int i = 0; i < 10; i++) {
            failures.report(HookKind.GUARD, "g", "late");
        }

        assertThat(lines).hasSize(1);
        assertThat(failures.count(HookKind.GUARD)).isEqualTo(10);

        clock.advance(Duration.ofSeconds(1));
        failures.report(HookKind.GUARD, "g", "late");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo("WARNING late (and 9 more times since the last line)");
    }

    @Test
    void failures_ofAnotherKind_haveTheirOwnLine() {
        failures.report(HookKind.GUARD, "g", "one");
        failures.report(HookKind.SIGNAL, "s", "two");

        assertThat(lines).containsExactly("WARNING one", "DEBUG two");
    }

    @Test
    void hookThatFailsEverySecond_isSaidMoreAndMoreSeldom() {
        for (int i = 0; i < 1_000; i++) {
            failures.threw(HookKind.GUARD, "g", new IllegalStateException("planned"));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(lines).hasSizeBetween(10, 25);
        assertThat(failures.count(HookKind.GUARD)).isEqualTo(1_000);
    }

    @Test
    void hookThatFailsAfterAQuietTime_isSaidAtOnce_andAgainAfterASecond() {
        for (int i = 0; i < 100; i++) {
            failures.report(HookKind.GUARD, "g", "late");
            clock.advance(Duration.ofSeconds(1));
        }
        clock.advance(Duration.ofMinutes(10));
        lines.clear();

        failures.report(HookKind.GUARD, "g", "late");
        clock.advance(Duration.ofSeconds(1));
        failures.report(HookKind.GUARD, "g", "late");

        assertThat(lines).hasSize(2);
    }

    @Test
    void otherHookOfTheKind_isNotHidden() {
        for (int i = 0; i < 10; i++) {
            failures.report(HookKind.GUARD, "g", "late");
        }

        failures.report(HookKind.GUARD, "h", "late as well");

        assertThat(lines).containsExactly("WARNING late", "WARNING late as well");
    }

    @Test
    void namesWithoutEnd_haveALineTogether() {
        for (int i = 0; i < 10_000; i++) {
            failures.report(HookKind.GUARD, "g" + i, "late");
        }

        assertThat(lines).hasSizeLessThan(300);
    }

    @Test
    void total_checksThatFail_areNotAmongThem() {
        failures.report(HookKind.PROBE, "p", "threw");
        failures.report(HookKind.SIGNAL, "s", "threw");

        assertThat(failures.total()).isZero();
    }

    @Test
    void total_listenerFailures_areNotAmongThem() {
        failures.report(HookKind.GUARD, "g", "one");
        failures.report(HookKind.LISTENER, "l", "two");

        assertThat(failures.total()).isEqualTo(1);
        assertThat(failures.count(HookKind.LISTENER)).isEqualTo(1);
    }

    @Test
    void report_logThatThrows_onlyCounts() {
        HookFailures quiet = new HookFailures(clock, (level, text) -> {
            throw new StackOverflowError("planted");
        });

        assertThatCode(() -> quiet.report(HookKind.GUARD, "g", "one")).doesNotThrowAnyException();
        assertThat(quiet.total()).isEqualTo(1);
    }
}
