package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Option.Kind;
import dev.interlock.RecoveryMode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The schema of files and the tables of the page are what the rows make of them. {@code tools/write-options} writes both. */
class MadeFromRowsTest {

    private static final String SCHEMA =
            "interlock-config/src/main/resources/dev/interlock/config/interlock.schema.json";
    private static final String PAGE = "docs/configuration.md";
    private static final String RUN = "%s is not what the rows of options make of it: run tools/write-options";

    @BeforeAll
    static void writeIfTold() throws IOException {
        if (Boolean.getBoolean("interlock.write")) {
            Files.writeString(Texts.projectPath(SCHEMA), schema());
            Files.writeString(Texts.projectPath(PAGE), page());
        }
    }

    private static String schema() {
        return FileSchema.write(OptionRow.ofCircuits(), OptionRow.ofMembers(), OptionRow.ofSignals());
    }

    private static String page() {
        return OptionTables.write(Texts.project(PAGE), OptionRow.ofMembers(), OptionRow.ofSignals());
    }

    @Test
    void schema_isWhatTheRowsMake() {
        assertThat(Texts.project(SCHEMA)).as(RUN, SCHEMA).isEqualTo(schema());
    }

    @Test
    void tables_areWhatTheRowsMake() {
        assertThat(Texts.project(PAGE)).as(RUN, PAGE).isEqualTo(page());
    }

    @Test
    void schema_takesNoNamesAtAll_asTheLoaderDoes() {
        assertThat(Texts.parse("circuits:", "  a: {dependsOn: [], cascadesTo: {}}")
                        .circuits())
                .hasSize(1);
        assertThat(schema()).doesNotContain("minItems", "minProperties");
    }

    @Test
    void newRow_isInTheSchema_once_andCircuitsReferToIt() {
        OptionRow naps = number("naps", ValueTypes.WHOLE_NUMBER, Kind.WHOLE_NUMBER, 2, 7, false);
        String schema = FileSchema.write(
                with(OptionRow.ofCircuits(), naps), with(OptionRow.ofMembers(), naps), OptionRow.ofSignals());
        assertThat(schema).containsOnlyOnce("""
                                "naps": {
                                  "description": "Sleeps. Range: so many naps. Default: off if jitter is set.",
                                  "type": "integer",
                                  "minimum": 2,
                                  "maximum": 7
                                }
                        """).containsOnlyOnce("""
                                "naps": {
                                  "$ref": "#/$defs/member/properties/naps"
                                }
                        """);
    }

    @Test
    void newRow_isInTheTable_andHowToChooseIsLeftToPeople() {
        OptionRow naps = number("naps", ValueTypes.WHOLE_NUMBER, Kind.WHOLE_NUMBER, 2, 7, false);
        String page = page();
        String made = OptionTables.write(page, with(OptionRow.ofMembers(), naps), OptionRow.ofSignals());
        String row = "| `naps` | Sleeps. | off if `jitter` is set | so many naps |  |\n";
        assertThat(made.replace(row, "")).isEqualTo(page);

        String chosen = made.replace("so many naps |  |", "so many naps | Few. |");
        assertThat(OptionTables.write(chosen, with(OptionRow.ofMembers(), naps), OptionRow.ofSignals()))
                .isEqualTo(chosen)
                .contains(" | Few. |\n");
    }

    @Test
    void page_saysOfEachOption_howToChooseIt() {
        assertThat(page()).as("the last column of %s, which people write", PAGE).doesNotContain("|  |");
    }

    @Test
    void eachSortOfValues_hasItsSchema() {
        assertThat(number("a", ValueTypes.SHARE, Kind.SHARE, 0.0, 1.0, true).schema())
                .containsEntry(
                        "oneOf",
                        List.of(
                                Json.object("type", "number", "exclusiveMinimum", 0.0, "maximum", 1.0),
                                Json.ref("percent")));
        assertThat(number("a", ValueTypes.FACTOR, Kind.FACTOR, 1.0, 10.0, false).schema())
                .containsEntry("type", "number")
                .containsEntry("minimum", 1.0)
                .containsEntry("maximum", 10.0);
        assertThat(row("a", ValueTypes.FLAG, Kind.FLAG, List.of()).schema()).containsEntry("type", "boolean");
        assertThat(row("a", ValueTypes.DURATION, Kind.DURATION, List.of()).schema())
                .containsEntry("$ref", "#/$defs/duration");
        assertThat(row("a", NameTypes.NAMES, Kind.CASCADES, List.of()).schema())
                .as("a file can have names where the core has more")
                .containsEntry("$ref", "#/$defs/words");
        assertThat(row("a", NameTypes.NAME, Kind.CODE, List.of()).schema()).containsEntry("$ref", "#/$defs/word");
        List<RecoveryMode> modes = List.of(RecoveryMode.ON_CALL, RecoveryMode.MANUAL);
        assertThat(row("a", ValueTypes.oneOf(RecoveryMode.class), Kind.CHOICE, modes)
                        .schema())
                .containsEntry("pattern", "^([oO][nN][-_][cC][aA][lL][lL]|[mM][aA][nN][uU][aA][lL])$")
                .containsEntry("examples", List.of("on-call", "manual"));
    }

    private static OptionRow number(
            String name, ValueType<?> type, Kind kind, Number least, Number most, boolean excluded) {
        return new OptionRow(
                name,
                type,
                kind,
                Optional.of(least),
                Optional.of(most),
                excluded,
                List.of(),
                "so many naps",
                "off if `jitter` is set",
                "Sleeps.");
    }

    private static OptionRow row(String name, ValueType<?> type, Kind kind, List<?> choices) {
        return new OptionRow(
                name, type, kind, Optional.empty(), Optional.empty(), false, choices, "all", "none", "Sleeps.");
    }

    private static List<OptionRow> with(List<OptionRow> rows, OptionRow last) {
        List<OptionRow> all = new ArrayList<>(rows);
        all.add(last);
        return all;
    }
}
