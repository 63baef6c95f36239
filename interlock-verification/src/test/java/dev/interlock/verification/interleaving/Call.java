package dev.interlock.verification.interleaving;

import static dev.interlock.verification.interleaving.Violation.unless;

import dev.interlock.internal.graph.Graph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader: somebody who calls a circuit, is told at its gate whether he may pass, and perhaps calls another one then. */
final class Call implements Participant {

    private final World world;
    private final int circuit;
    private final @Nullable Call then;

    Call(World world, int circuit, @Nullable Call then) {
        this.world = world;
        this.circuit = circuit;
        this.then = then;
    }

    @Override
    public String name() {
        return "a call of " + Wiring.NAMES.get(circuit);
    }

    @Override
    public Object run() {
        return CallAnswer.of(world.circuit(circuit));
    }

    @Override
    public void committed(Graph before, Graph after) {
        throw new Violation("S15: a call changed the graph");
    }

    @Override
    public void ended(List<Object> answers, Object result) {
        unless(result instanceof CallAnswer, "S8: %s ended with %s", name(), result);
        ((CallAnswer) result).check(answers.stream().map(Graph.class::cast).toList());
    }

    @Override
    public @Nullable Participant then() {
        return then;
    }
}
