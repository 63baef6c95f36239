package dev.interlock.cli.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.demo.guard.BreakerView;
import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Outage;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegName;
import dev.interlock.cli.demo.run.Moment;
import dev.interlock.cli.demo.run.Row;
import dev.interlock.cli.demo.run.Span;
import dev.interlock.cli.demo.run.Status;
import dev.interlock.cli.text.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final Script SCRIPT = new Script(Outage.REFUSE, List.of("consul"), 5, 10, 21, 5, 0.1, 1);

    /** Consul open, everything else blocked by it. */
    private static Status outage(int services) {
        List<Row> rows = new ArrayList<>();
        Map<String, List<Span>> timeline = new LinkedHashMap<>();
        rows.add(new Row(new BreakerView("consul", Phase.OPEN, List.of(), OptionalDouble.of(0.4)), true, 1.0, 4.2));
        timeline.put(
                "consul",
                List.of(
                        new Span(0, Span.Condition.UP, List.of()),
                        new Span(5, Span.Condition.OPEN, List.of()),
                        new Span(6, Span.Condition.HALF_OPEN, List.of()),
                        new Span(6.01, Span.Condition.OPEN, List.of())));
        for (int i = 1; i < services; i++) {
            String name = "a_service_with_quite_a_long_name_" + i;
            rows.add(new Row(
                    new BreakerView(name, Phase.CLOSED, List.of("consul"), OptionalDouble.empty()), false, 0, 5));
            timeline.put(name, List.of(new Span(0, Span.Condition.UP, List.of())));
        }
        List<Moment> moments = List.of(
                new Moment(5.0, Moment.Kind.OUTAGE, "consul out of order: its port refuses connections"),
                new Moment(5.1, Moment.Kind.TRANSITION, "consul: CLOSED -> OPEN (2 failures within 6 s)"),
                new Moment(8.0, Moment.Kind.REFUSAL, "a caller is told: " + "many words ".repeat(20)));
        return new Status(new LegName(2, 2, Protections.INTERLOCK), SCRIPT, 8.3, rows, 100, 50, 2, moments, timeline);
    }

    private static String plain(String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 111, 112, 200, 400})
    void draw_fitsTheTerminal_whateverItsWidth(int columns) {
        for (int lines : new int[] {12, 24, 60}) {
            List<String> frame = Frame.draw(new Terminal(true, columns, lines, true), outage(8));

            assertThat(frame).hasSizeLessThan(lines);
            assertThat(frame).allSatisfy(line -> assertThat(plain(line)).hasSizeLessThanOrEqualTo(columns));
        }
    }

    @Test
    void draw_atEightyColumns_saysStateCauseRatesAndNextAttempt() {
        List<String> frame = Frame.draw(new Terminal(true, 80, 24, false), outage(3));

        assertThat(frame.get(0)).startsWith("Run 2 of 2: Interlock").endsWith("  8.3 s of 21 s");
        assertThat(frame.get(1)).isEqualTo("consul from 5 s to 15 s: connections refused");
        assertThat(frame.get(2)).hasSize(80).containsOnlyOnce("X").containsOnlyOnce("R");
        assertThat(frame.get(5)).matches("> consul +OPEN +1\\.0 +4\\.2 +0\\.4 s");
        assertThat(frame.get(6)).matches("  a_service_with_quit~ CLOSED +consul +0\\.0 +5\\.0 *");
        assertThat(frame).anySatisfy(line -> assertThat(line).contains("100 served, 50 refused, 2 failed"));
        assertThat(frame).anySatisfy(line -> assertThat(line).contains("5.0 s  consul out of order"));
    }

    @Test
    void draw_atSixtyColumns_leavesOutTheRates_soThatWhoBlocksCanBeRead() {
        List<String> frame = Frame.draw(new Terminal(true, 60, 20, false), outage(3));

        assertThat(frame.get(4)).matches("  circuit +state +blocked by +next try");
        assertThat(frame.get(5)).matches("> consul +OPEN +0\\.4 s");
        assertThat(frame.get(6)).matches("  a_service_with~ CLOSED +consul *");
    }

    @Test
    void draw_atTwoHundredColumns_showsThePastToo() {
        List<String> frame = Frame.draw(new Terminal(true, 200, 50, false), outage(3));

        assertThat(frame.get(5)).matches("> consul .*  \\.{20,}O+hO+");
    }

    @Test
    void draw_withoutColour_hasNoEscapes_andWithColourOnlyPaint() {
        assertThat(Frame.draw(new Terminal(true, 200, 50, false), outage(3)))
                .noneSatisfy(line -> assertThat(line).contains("\u001b"));
        List<String> painted = Frame.draw(new Terminal(true, 200, 50, true), outage(3));
        assertThat(painted).anySatisfy(line -> assertThat(line).contains("\u001b[31m"));
        assertThat(painted.stream().map(FrameTest::plain).toList())
                .isEqualTo(Frame.draw(new Terminal(true, 200, 50, false), outage(3)));
    }

    @Test
    void draw_moreServicesThanLines_keepsTheTargetAndCountsTheRest() {
        List<String> frame = Frame.draw(new Terminal(true, 80, 24, false), outage(40));

        assertThat(frame).anySatisfy(line -> assertThat(line).startsWith("> consul"));
        assertThat(frame).anySatisfy(line -> assertThat(line).matches("  and \\d+ more"));
    }
}
