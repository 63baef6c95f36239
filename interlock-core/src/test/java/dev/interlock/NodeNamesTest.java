package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "payments.db", "http://10.0.0.1:80/x-y_z"})
    void name_ofTheAllowedCharacters_hasNoProblem(String name) {
        assertThat(NodeNames.isName(name)).isTrue();
        assertThat(NodeNames.problem(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", ".a", "a b", "a\n", "b\u00e4r", "{a}"})
    void text_withAnythingElse_isNoNameAndSaysTheRule(String text) {
        assertThat(NodeNames.isName(text)).isFalse();
        assertThat(NodeNames.problem(text).orElseThrow().toString())
                .startsWith("'" + PrintableText.of(text) + "'")
                .contains("1 to 128");
    }

    @Test
    void name_atTheLongest_is128Characters() {
        assertThat(NodeNames.isName("x".repeat(128))).isTrue();
        assertThat(NodeNames.isName("x".repeat(129))).isFalse();
    }
}
