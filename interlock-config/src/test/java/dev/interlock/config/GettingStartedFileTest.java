package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example of docs/getting-started.md that needs a file. */
@ExtendWith(InterlockExtension.class)
class GettingStartedFileTest {

    private static final String FILE = """
            version: 1
            circuits:
              database:
                failureThreshold: 3
              shop:
                dependsOn: database
            """;

    /** Where the example has a class of the application. */
    private static final class Shop {
        static InputStream resource(String name) {
            assertThat(name).isEqualTo("/interlock.yaml");
            return new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void file(Interlock interlock) throws IOException {
        // docs:begin file
        try (InputStream in = Shop.resource("/interlock.yaml")) { // such as getResourceAsStream
            InterlockFile.read("interlock.yaml", in).defineIn(interlock);
        }
        Circuit shop = interlock.circuit("shop");
        // docs:end file

        assertThat(shop.dependencies()).containsExactly("database");
    }
}
