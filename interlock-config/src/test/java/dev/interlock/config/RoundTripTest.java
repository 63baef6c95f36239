package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.testkit.property.Property;
import dev.interlock.testkit.property.Shrinkers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWritten_readsToAnEqualFile() {
        Property.named("a file that is written and read is equal")
                .tries(150)
                .seed(20261124)
                .forAll(GeneratedFiles::generate, Shrinkers.none(), text -> {
                    InterlockFile file = InterlockFile.parse("generated", text);
                    String written = InterlockFileWriter.write(file);
                    InterlockFile again = InterlockFile.parse("written", written);

                    assertThat(again).isEqualTo(file).hasSameHashCodeAs(file);
                    assertThat(again.circuits()).isEqualTo(file.circuits());
                    assertThat(again.circuits().keySet())
                            .containsExactlyElementsOf(file.circuits().keySet());
                    assertThat(again.signals()).isEqualTo(file.signals());
                    assertThat(again.groups()).isEqualTo(file.groups());
                    assertThat(again.templates()).isEqualTo(file.templates());
                    assertThat(again.guardNames()).isEqualTo(file.guardNames());
                    assertThat(again.external()).isEqualTo(file.external());
                    assertThat(InterlockFileWriter.write(again)).isEqualTo(written);
                });
    }

    @Test
    void changedFile_isNotEqual() {
        InterlockFile file = Texts.parse("circuits: {a: {recoveryGuards: x}}");
        assertThat(file).isEqualTo(Texts.parse("# moved", "circuits:", "  a:", "    recoveryGuards: [x]"));
        assertThat(file).isNotEqualTo(Texts.parse("circuits: {a: {recoveryGuards: y}}"));
        assertThat(file).isNotEqualTo(Texts.parse("circuits: {a: {resetGuards: x}}"));
        assertThat(file).isNotEqualTo(Texts.parse("external: b", "circuits: {a: {recoveryGuards: x}}"));
    }

    @Test
    void examples_areWrittenAndReadOnDisk() throws IOException {
        for (String name : new String[] {"mesh", "online-boutique"}) {
            InterlockFile file = InterlockFile.read(Texts.projectPath("examples/" + name + ".yaml"));
            Path copy = folder.resolve(name + ".yaml");
            InterlockFileWriter.write(file, copy);
            assertThat(InterlockFile.read(copy)).isEqualTo(file);
        }
    }
}
