package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTextTest {

    @Test
    void text_plainText_isTheSameText() {
        assertThat(PrintableText.of("refused by 10.0.0.1: Überlast")).isEqualTo("refused by 10.0.0.1: Überlast");
    }

    @Test
    void text_controlAndInvisibleCharacters_becomeSpaces() {
        assertThat(PrintableText.of("a\nb\r\tc\u001b[31m\u2028d\u202ee\u200bf\u2066g\ufeffh"))
                .isEqualTo("a b  c [31m d e f g h");
    }

    @Test
    void text_longText_isCut() {
        assertThat(PrintableText.of("x".repeat(1_000))).isEqualTo("x".repeat(PrintableText.MAX_LENGTH) + "...");
    }

    @Test
    void text_cutInTheMiddleOfACharacterOfTwo_losesItWhole() {
        String smiling = "\ud83d\ude00";
        assertThat(PrintableText.of("ab" + smiling, 3)).isEqualTo("ab...");
        assertThat(PrintableText.of("a" + smiling, 3)).isEqualTo("a" + smiling);
        assertThat(PrintableText.of("a\ud83d", 3)).as("half of one").isEqualTo("a ");
    }
}
