package dev.interlock.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    @Test
    void noSize_meansNoTerminal() {
        assertThat(Terminal.of("", XTERM, "auto")).isEqualTo(Terminal.NONE);
    }

    @Test
    void size_isLinesThenColumns_asSttyTellsIt() {
        assertThat(Terminal.of("50x200", XTERM, "auto")).isEqualTo(new Terminal(true, 200, 50, true));
        assertThat(Terminal.of("0 0", XTERM, "auto")).isEqualTo(new Terminal(true, 80, 24, true));
    }

    @Test
    void colour_isOffForNoColorAndNever_andOnForAlways() {
        Map<String, String> noColor = Map.of("TERM", "xterm", "NO_COLOR", "1");
        assertThat(Terminal.of("24x80", noColor, "auto").colour()).isFalse();
        assertThat(Terminal.of("24x80", noColor, "always").colour()).isTrue();
        assertThat(Terminal.of("24x80", XTERM, "never").colour()).isFalse();
        assertThat(Terminal.of("24x80", Map.of("NO_COLOR", ""), "auto").colour())
                .isTrue();
    }

    @Test
    void dumbTerminal_getsLines() {
        assertThat(Terminal.of("24x80", Map.of("TERM", "dumb"), "auto").live()).isFalse();
    }
}
