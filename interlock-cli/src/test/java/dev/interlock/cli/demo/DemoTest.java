package dev.interlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the demo itself, on real sockets, and believes only its JSON. */
class DemoTest {

    private static final List<String> ABOVE_CONSUL = List.of(
            "api_gateway",
            "auth_service",
            "config_service",
            "order_service",
            "payment_service",
            "user_service",
            "vault");

    @Test
    void outageOfConsul_opensConsulAlone_andEveryServiceIsBackInTime() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DemoOptions options = DemoOptions.parse(
                List.of("--json", "--scale", "0.1", "--at", "1.5", "--for", "3", "--duration", "8", "--rate", "5"));

        new Demo(options, new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        String json = lines.get(lines.size() - 1);
        double consulWait = number(json, "targetWaitSeconds");
        assertThat(consulWait).isEqualTo(1.0);
        assertThat(json).contains("\"opened\":[\"consul\"]");
        for (String service : ABOVE_CONSUL) {
            assertThat(json).as(service).contains("\"" + service + "\":[\"consul\"]");
        }
        String recovery = json.substring(json.indexOf("\"recoverySeconds\""));
        for (String service : ABOVE_CONSUL) {
            assertThat(number(recovery, service)).as(service).isBetween(0.0, consulWait + 1.0);
        }
        assertThat(number(recovery, "consul")).isBetween(0.0, consulWait + 1.0);
        assertThat(number(recovery, "worst")).isBetween(0.0, consulWait + 1.0);
        assertThat(number(json, "deadCalls")).isBetween(2.0, 30.0);
        assertThat(number(json, "served")).isGreaterThan(50);
        assertThat(number(json, "refused")).isGreaterThan(50);
        // Only calls that reached for the dead server failed: none was cut off by the end, none counted twice.
        assertThat(number(json, "failed")).isBetween(0.0, number(json, "deadCalls"));
        assertThat(lines).allSatisfy(line -> {
            if (!line.startsWith("{")) {
                assertThat(line).hasSizeLessThanOrEqualTo(80);
            }
        });
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("consul is stopped"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("consul: CLOSED -> OPEN (2 failures within"));
    }

    @Test
    void readerThatGoes_endsTheRunQuietly() {
        DemoOptions options = DemoOptions.parse(List.of("--duration", "600"));
        OutputStream closedPipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        // Far below the 600 s that the run would take.
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> new Demo(options, new PrintStream(closedPipe, true, StandardCharsets.UTF_8)).run());
    }

    private static double number(String json, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\":(-?[0-9.]+)").matcher(json);
        assertThat(matcher.find()).as("%s in %s", key, json).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
