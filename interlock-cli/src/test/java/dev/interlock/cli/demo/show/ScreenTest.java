package dev.interlock.cli.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Outage;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegName;
import dev.interlock.cli.demo.run.Status;
import dev.interlock.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String HIDE = "\u001b[?25l";
    private static final String SHOW = "\u001b[?25h";
    private static final LegName LEG = new LegName(1, 1, Protections.INTERLOCK);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen =
            new Screen(new Terminal(true, 80, 24, false), new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private static Status status() {
        Script script = new Script(Outage.REFUSE, List.of("consul"), 5, 10, 21, 5, 0.1, 1);
        return new Status(LEG, script, 1, List.of(), 0, 0, 0, List.of(), Map.of());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void look_drawsOverTheLastPicture() throws ReaderGoneException {
        screen.look(status());
        int lines = (int) text().chars().filter(c -> c == '\n').count();
        screen.look(status());

        assertThat(text()).contains("\u001b[" + lines + "A\r\u001b[J");
    }

    @Test
    void close_givesTheCursorBack_once_andNothingIsDrawnAfter() throws ReaderGoneException {
        screen.preparing(LEG);
        assertThat(text()).contains(HIDE).doesNotContain(SHOW);

        screen.close();
        assertThat(text()).endsWith(SHOW);

        String before = text();
        screen.close();
        screen.look(status());
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void ended_leavesThePictureAndTheTerminalAsItWas_soThatCloseAddsNothing() throws ReaderGoneException {
        screen.look(status());
        screen.ended(status());
        String before = text();
        assertThat(before).endsWith(SHOW + "\n");

        screen.close();
        assertThat(text()).isEqualTo(before);
    }
}
