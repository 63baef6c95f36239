package dev.interlock.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The coordinates of docs/getting-started.md are those of the build. */
class CoordinatesTest {

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*"
                    + "<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>\\s*(?:<scope>([^<]+)</scope>\\s*)?</dependency>");

    private final Path root = Repository.root();

    @Test
    void everyArtifactOfThePage_hasItsCoordinatesAndScope() throws IOException {
        assertThat(given())
                .containsOnlyKeys(
                        "dev.interlock:interlock-core compile",
                        "dev.interlock:interlock-testkit test",
                        "dev.interlock:interlock-config compile",
                        "org.junit.jupiter:junit-jupiter test",
                        "org.assertj:assertj-core test");
    }

    @Test
    void versions_areThoseOfTheBuild() throws IOException {
        String pom = Files.readString(root.resolve("pom.xml"));

        given().forEach((artifact, version) -> {
            String expected = artifact.startsWith("dev.interlock:")
                    ? group(pom, "<artifactId>interlock-parent</artifactId>\\s*<version>([^<]+)<")
                    : group(pom, "<" + (artifact.contains("junit") ? "junit" : "assertj") + ".version>([^<]+)<");
            assertThat(version).as(artifact).isEqualTo(expected);
        });
    }

    private Map<String, String> given() throws IOException {
        Map<String, String> given = new LinkedHashMap<>();
        Matcher each = DEPENDENCY.matcher(Files.readString(root.resolve("docs/getting-started.md")));
        while (each.find()) {
            String scope = each.group(4) == null ? "compile" : each.group(4);
            given.put(each.group(1) + ":" + each.group(2) + " " + scope, each.group(3));
        }
        return given;
    }

    private static String group(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
