package dev.interlock.cli.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.demo.guard.BreakerView;
import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Outage;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegName;
import dev.interlock.cli.demo.run.Row;
import dev.interlock.cli.demo.run.Status;
import dev.interlock.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlainLinesTest {

    private static final String LONG = "data.postgres-primary-in-the-second-data-centre";

    @Test
    void look_aTargetWithALongName_saysHowManyAreBlocked() throws ReaderGoneException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainLines lines = new PlainLines(Terminal.NONE, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        Script script = new Script(Outage.REFUSE, List.of(LONG), 5, 10, 21, 5, 0.1, 1);
        LegName leg = new LegName(1, 1, Protections.INTERLOCK);
        List<Row> rows = List.of(
                new Row(new BreakerView(LONG, Phase.OPEN, List.of(), OptionalDouble.of(0.4)), true, 1, 4),
                new Row(new BreakerView("web", Phase.CLOSED, List.of(LONG), OptionalDouble.empty()), false, 0, 5));

        lines.preparing(leg);
        lines.look(new Status(leg, script, 8.2, rows, 103, 99, 6, List.of(), Map.of()));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("   8.2 s    103 served    99 refused    6 failed   blocked: 1, open: " + LONG + "\n");
    }
}
