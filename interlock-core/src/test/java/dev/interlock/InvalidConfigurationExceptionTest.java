package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvalidConfigurationExceptionTest {

    private static List<Problem> problems(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> Problem.of("", "problem " + i, ""))
                .toList();
    }

    @Test
    void message_ofAThousandProblems_hasTwentyAndTheNumber_andProblemsHasAll() {
        InvalidConfigurationException thousand = new InvalidConfigurationException(problems(1_000));

        assertThat(thousand)
                .message()
                .startsWith("1000 problems:\n  - problem 1\n")
                .endsWith("  - problem 20\n  - and 980 more");
        assertThat(thousand.problems()).hasSize(1_000);
    }

    @Test
    void message_ofTwentyProblems_hasThemAll() {
        assertThat(new InvalidConfigurationException(problems(20))).message().endsWith("  - problem 20");
        assertThat(new InvalidConfigurationException(problems(1))).hasMessage("problem 1");
    }
}
