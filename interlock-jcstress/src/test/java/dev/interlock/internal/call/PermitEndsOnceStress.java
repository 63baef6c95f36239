package dev.interlock.internal.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.Circuit;
import dev.interlock.CircuitMetrics;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.testkit.ManualTime;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** S9: a permit that is reported by one thread while another one closes it ends once, and gives its bulkhead place back once. */
@JCStressTest
@Outcome(id = "success, 0 in flight", expect = ACCEPTABLE, desc = "The report was first.")
@Outcome(id = "failure, 0 in flight", expect = ACCEPTABLE, desc = "The close was first.")
@Outcome(
        id = "ignored, 0 in flight",
        expect = ACCEPTABLE,
        desc =
                "The close was first, and has heard of another permit of its thread: the harness takes many before it closes them.")
@Outcome(id = ".*, (-|[1-9]).* in flight", expect = FORBIDDEN, desc = "The place leaked, or was given back twice.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "Both counted, or none.")
@State
public class PermitEndsOnceStress {

    private final Interlock interlock;
    private final Circuit circuit;
    private final Permit permit;

    /** One call on a circuit with one bulkhead place. */
    @SuppressWarnings("MustBeClosedChecker") // both actors end it
    public PermitEndsOnceStress() {
        ManualTime time = ManualTime.create();
        interlock = Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time));
        circuit = interlock.define("c", c -> c.maxConcurrent(1));
        permit = circuit.acquire();
    }

    @Actor
    public void reporting() {
        permit.success();
    }

    @Actor
    public void closing() {
        permit.close();
    }

    @Arbiter
    public void after(L_Result result) {
        CircuitMetrics metrics = circuit.metrics();
        String counted = metrics.successes() + metrics.failures() + metrics.ignored() != 1
                ? metrics.toString()
                : metrics.successes() == 1 ? "success" : metrics.failures() == 1 ? "failure" : "ignored";
        result.r1 = counted + ", " + interlock.diagnostics().callsInFlight() + " in flight";
        interlock.close();
    }
}
