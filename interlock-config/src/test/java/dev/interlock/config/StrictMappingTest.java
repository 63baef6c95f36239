package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictMappingTest {

    private enum Colour {
        DARK_BLUE
    }

    private static StrictMapping of(String text) {
        return StrictMapping.parse("file.yaml", text);
    }

    @Test
    void values_ofEverySort_areRead() {
        StrictMapping file = of(
                "whole: 3\nnumber: 1.5\nshare: 25%\nwait: 10s\ntext: 007\ncolour: dark-blue\nnames: [a, b]\nlist: [{x: 1}, {x: 2}]\n");
        assertThat(file.whole("whole", 1, 5)).contains(3);
        assertThat(file.number("number", 0, 2)).contains(1.5);
        assertThat(file.share("share")).contains(0.25);
        assertThat(file.duration("wait", Duration.ZERO, Duration.ofMinutes(1))).contains(Duration.ofSeconds(10));
        assertThat(file.text("text")).contains("007");
        assertThat(file.oneOf("colour", Colour.class)).contains(Colour.DARK_BLUE);
        assertThat(file.names("names")).containsExactly("a", "b");
        assertThat(file.list("list").stream().map(item -> item.whole("x", 0, 9)))
                .containsExactly(Optional.of(1), Optional.of(2));
        assertThat(file.whole("absent", 1, 5)).isEmpty();
        assertThatCode(file::finish).doesNotThrowAnyException();
    }

    @Test
    void keys_thatNobodyAskedFor_areProblems_belowToo() {
        StrictMapping file = of("known: 1\nknwon: 2\nbelow:\n  odd: 3\n");
        assertThat(file.whole("known", 0, 9)).contains(1);
        assertThat(file.mapping("below")).isPresent();
        assertThatThrownBy(file::finish)
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageContaining("file.yaml:2:1: knwon: unknown option; did you mean 'known'?")
                .hasMessageContaining("file.yaml:4:3: below.odd: unknown option");
    }

    @Test
    void problems_areToldOnce_howeverOftenAValueIsAskedFor() {
        StrictMapping file = of("below: {x: 50}\n");
        for (int i = 0; i < 2; i++) {
            assertThat(file.mapping("below").orElseThrow().whole("x", 0, 9)).isEmpty();
        }
        assertThatThrownBy(file::finish).hasMessage("file.yaml:1:12: below.x: 50 is out of range; allowed is 0 to 9");
    }

    @Test
    void values_ofTheWrongSort_areProblemsWithTheirPlaces() {
        StrictMapping file = of("a: many\nb: 10\nc: 200%\nd: [1]\ne: {x: 1}\n");
        assertThat(file.whole("a", 0, 9)).isEmpty();
        assertThat(file.duration("b", Duration.ZERO, Duration.ofSeconds(1))).isEmpty();
        assertThat(file.share("c")).isEmpty();
        assertThat(file.mapping("d").map(StrictMapping::keys)).contains(Set.of());
        assertThat(file.list("e")).isEmpty();
        assertThatThrownBy(file::finish)
                .hasMessageContaining("5 problems:")
                .hasMessageContaining("1:4: a: 'many' is not a whole number")
                .hasMessageContaining("2:4: b: '10' has no unit; write 10s or 10ms")
                .hasMessageContaining("3:4: c: 2.0 is out of range")
                .hasMessageContaining("4:4: d: a list is not a mapping")
                .hasMessageContaining("5:4: e: a mapping is not a list; begin each item with '-'");
    }

    @Test
    void duplicatesTagsAndEmptyFiles_areRefused(@TempDir Path folder) throws Exception {
        StrictMapping twice = of("a: 1\na: 2\n");
        assertThat(twice.whole("a", 0, 9)).contains(1);
        assertThatThrownBy(twice::finish).hasMessageContaining("2:1: a: is there twice, first in line 1");
        assertThatThrownBy(() -> of("")).hasMessageContaining("there is nothing in this file");
        Path file = Files.writeString(folder.resolve("tagged.yaml"), "a: !!java.io.File x\n");
        StrictMapping tagged = StrictMapping.read(file);
        assertThat(tagged.keys()).isEqualTo(Set.of("a"));
        assertThatThrownBy(tagged::finish)
                .hasMessageContaining("tagged.yaml:1:4")
                .hasMessageContaining("tag");
    }

    @Test
    void own_problemsStandWhereTheKeyDoes_orTheMapping() {
        StrictMapping file = of("list:\n  - {x: 1}\n");
        StrictMapping item = file.list("list").get(0);
        item.problem("x", "is odd");
        item.problem("y", "is missing");
        assertThatThrownBy(file::finish)
                .hasMessageContaining("2:9: list[0].x: is odd")
                .hasMessageContaining("2:5: list[0].y: is missing");
        assertThat(file.hint("lsit", Set.of("list"))).isEqualTo("; did you mean 'list'?");
        assertThat(file.all()).isNotNull();
        assertThat(List.copyOf(file.keys())).containsExactly("list");
    }
}
