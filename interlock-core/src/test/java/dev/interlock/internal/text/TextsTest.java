package dev.interlock.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT-5S, 0 s",
        "PT0.000000001S, 1 ms",
        "PT0.25S, 250 ms",
        "PT0.2501S, 251 ms",
        "PT0.999S, 999 ms",
        "PT0.9991S, 1 s",
        "PT1S, 1 s",
        "PT1.5S, 1.5 s",
        "PT1.41S, 1.5 s",
        "PT8S, 8 s",
        "PT9.99S, 10 s",
        "PT10S, 10 s",
        "PT10.1S, 11 s",
        "PT90S, 90 s",
        "PT119.5S, 2 min",
        "PT2M, 2 min",
        "PT2M5S, 2 min 5 s",
        "PT2H, 2 h",
        "PT2H4M1S, 2 h 5 min",
        "P30D, 30 d",
        "P2DT1H, 2 d 1 h"
    })
    void duration_anyLength_isShortAndNeverRoundedDown(Duration duration, String words) {
        assertThat(Texts.duration(duration)).isEqualTo(words);
    }

    @Test
    void duration_longerThanNanosecondsHold_isStillWords() {
        assertThat(Texts.duration(Duration.ofSeconds(Long.MAX_VALUE))).endsWith(" d");
    }

    @Test
    void describe_exceptionWithMessage_isSimpleNameAndCleanMessage() {
        assertThat(Texts.describe(new ConnectException("refused\nby peer")))
                .isEqualTo("ConnectException: refused by peer");
    }

    @Test
    void describe_exceptionWithoutMessage_isTheNameAlone() {
        assertThat(Texts.describe(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(Texts.describe(new IllegalStateException("  "))).isEqualTo("IllegalStateException");
    }

    @Test
    void describe_anonymousException_hasAName() {
        assertThat(Texts.describe(new RuntimeException("odd") {})).matches("TextsTest\\$\\d+: odd");
    }

    @Test
    void describe_messageThatThrows_isSaidSo() {
        Throwable hostile = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new StackOverflowError();
            }
        };

        assertThat(Texts.describe(hostile)).endsWith(": (its message cannot be read)");
    }
}
