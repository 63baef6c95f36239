package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.CallRejectedException;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.spi.RemoteFailures;
import dev.interlock.testkit.InterlockExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What exceptions carry to other processes, and into logs. */
@ExtendWith(InterlockExtension.class)
class ExceptionsTravelTest {

    private static final String HOSTILE = "a\nFAKE LOG LINE";

    @Test
    void refusal_serialized_answersAsTheOriginalDid(Interlock interlock) throws Exception {
        open(interlock.define("vault"));
        interlock.define("auth", c -> c.dependsOn("vault"));
        CallRejectedException original = (CallRejectedException) catchThrowable(() -> good(interlock.circuit("auth")));

        CallRejectedException copy = copy(original);

        assertThat(copy.getMessage()).isEqualTo(original.getMessage()).contains("vault");
        assertThat(copy.state()).isEqualTo(original.state());
        assertThat(copy.chain()).containsExactly("auth", "vault");
        assertThat(copy.rootCauses()).containsExactly("vault");
        assertThat(copy.retryAfter()).isEqualTo(original.retryAfter());
        assertThat(RemoteFailures.headersFor(copy)).isEqualTo(RemoteFailures.headersFor(original));
    }

    @Test
    void configurationProblems_serialized_areAllThere(Interlock interlock) throws Exception {
        InvalidConfigurationException invalid = (InvalidConfigurationException) catchThrowable(
                () -> interlock.define("a", c -> c.failureThreshold(0).jitter(7)));
        interlock.define("b", c -> c.dependsOn("c"));
        interlock.define("c");
        DependencyCycleException cycle =
                (DependencyCycleException) catchThrowable(() -> interlock.link("c", EdgeKind.DEPENDS_ON, "b"));

        assertThat(copy(invalid).problems()).isEqualTo(invalid.problems()).hasSize(2);
        assertThat(copy(cycle).path()).isEqualTo(cycle.path()).hasSize(3);
    }

    @Test
    void textFromOutside_inMessages_cannotBeginALine(Interlock interlock) {
        interlock.define("x");
        assertOneLine(catchThrowable(() -> interlock.circuit(HOSTILE)), NoSuchElementException.class);
        assertOneLine(catchThrowable(() -> interlock.explain(HOSTILE)), NoSuchElementException.class);
        assertOneLine(
                catchThrowable(() -> interlock.link(HOSTILE, EdgeKind.DEPENDS_ON, "x")), NoSuchElementException.class);
        assertOneLine(catchThrowable(() -> interlock.group("g").circuit(HOSTILE)), NoSuchElementException.class);
        assertOneLine(
                catchThrowable(() -> interlock.define("y", c -> c.template(HOSTILE))),
                InvalidConfigurationException.class);
        InvalidConfigurationException both = (InvalidConfigurationException)
                catchThrowable(() -> interlock.define(HOSTILE, c -> c.failureThreshold(0)));
        assertThat(both.problems())
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("\n"));
        assertOneLine(catchThrowable(() -> dev.interlock.Actor.of(HOSTILE.repeat(20))), IllegalArgumentException.class);
        assertThat(new dev.interlock.RemoteFailureException(HOSTILE, java.util.Optional.empty(), false))
                .message()
                .doesNotContain("\n");
    }

    @Test
    void badMaxResetTimeout_isOneProblemAndNotTwo(Interlock interlock) {
        InvalidConfigurationException invalid = (InvalidConfigurationException)
                catchThrowable(() -> interlock.define("a", c -> c.maxResetTimeout(java.time.Duration.ofDays(31))));

        assertThat(invalid.problems()).hasSize(1);
    }

    private static void assertOneLine(Throwable thrown, Class<?> type) {
        assertThat(thrown).isInstanceOf(type);
        assertThat(thrown.getMessage()).doesNotContain("\n").contains("a FAKE LOG LINE");
    }

    @SuppressWarnings("unchecked") // the copy is of the type that went in
    private static <T> T copy(T original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
