package dev.interlock.verification.soak;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitMetrics;
import dev.interlock.CircuitOperator;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeView;
import dev.interlock.Permit;
import dev.interlock.Snapshot;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;

/** Does one thing after the other, drawn at random: mostly calls; and looks, as often as it changes something. */
final class SoakActor {

    private static final EdgeKind[] KINDS = EdgeKind.values();

    private final SoakWorld world;
    private final SplittableRandom random;

    SoakActor(SoakWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    void step() {
        int draw = random.nextInt(100);
        if (draw < 50) {
            callSteady();
        } else if (draw < 65) {
            callWild();
        } else if (draw < 75) {
            callBehindAnOpenCircuit();
        } else if (draw < 80) {
            look();
        } else if (draw < 88) {
            world.time.advance(Duration.ofMillis(random.nextInt(1, 500)));
        } else if (draw < 96) {
            operate();
        } else {
            rewire();
        }
    }

    private void callSteady() {
        int number = random.nextInt(SoakWorld.STEADY);
        boolean fails = random.nextInt(4) == 0;
        world.calls.increment();
        try {
            world.steady.get(number).run(() -> {
                if (fails) {
                    throw new Traffic.Failure();
                }
            });
        } catch (CallRejectedException refused) {
            if (refused.chain().isEmpty()) {
                world.problem("S8: a refusal without a chain: " + refused.getMessage());
            }
        } catch (Traffic.Failure planned) {
            world.failed.get(number).increment();
        }
    }

    private void callWild() {
        world.interlock.find(SoakWorld.wild(random.nextInt(SoakWorld.WILD))).ifPresent(circuit -> {
            world.calls.increment();
            Optional<Permit> permit = circuit.tryAcquire();
            switch (random.nextInt(8)) {
                case 0 -> permit.ifPresent(each -> each.failure(new Traffic.Failure()));
                case 1 -> permit.ifPresent(Permit::ignore);
                case 2 -> permit.ifPresent(Permit::close);
                case 3 -> {} // never reported: the deadline ends it
                default ->
                    permit.ifPresent(each -> {
                        each.success();
                        each.close();
                    });
            }
        });
    }

    /** S7: who saw a dependency open, and calls then, is refused as long as that is the same opening. */
    private void callBehindAnOpenCircuit() {
        int number = random.nextInt(1, SoakWorld.STEADY);
        Snapshot before = world.interlock.snapshot();
        Optional<NodeView> open = world.needs.get(number).stream()
                .map(each -> before.node(SoakWorld.steady(each)))
                .filter(NodeView::isOpen)
                .findFirst();
        if (open.isEmpty()) {
            return;
        }
        Optional<Permit> permit = world.steady.get(number).tryAcquire();
        if (permit.isPresent()) {
            permit.get().ignore();
            NodeView after = world.interlock.snapshot().node(open.get().name());
            if (after.epoch() == open.get().epoch()) {
                world.problem("S7: '" + SoakWorld.steady(number) + "' admitted a call while '" + after.name() + "' was "
                        + after.state());
            }
        }
    }

    /** S6, S13 and S1 in a published state; S10 in the counts of a window that is written to. */
    private void look() {
        Snapshot snapshot = world.interlock.snapshot();
        try {
            InterlockChecks.assertConsistent(snapshot);
        } catch (AssertionError inconsistent) {
            world.problem("S6 or S13: " + inconsistent.getMessage());
        }
        for (NodeView node : snapshot.nodes()) {
            if (node.permitsOutstanding() < 0 || node.permitsOutstanding() > SoakWorld.PLACES) {
                world.problem("S1: " + node.permitsOutstanding() + " permits of '" + node.name() + "'");
            }
        }
        for (Circuit circuit : world.steady) {
            CircuitMetrics metrics = circuit.metrics();
            if (metrics.windowCalls() < 0 || metrics.windowFailures() < 0) {
                world.problem("S10: " + metrics);
            }
        }
    }

    private void operate() {
        String name = SoakWorld.any(random);
        Optional<Circuit> found = world.interlock.find(name);
        if (found.isEmpty()) {
            return;
        }
        Circuit circuit = found.get();
        CircuitOperator operator = circuit.operator();
        boolean steady = world.steady.contains(circuit);
        switch (random.nextInt(steady ? 7 : 9)) {
            case 0 -> circuit.attemptRecovery();
            case 1 -> circuit.reset();
            case 2 -> operator.open(SoakWorld.OPS, "soak");
            case 3 -> operator.forceOpen(SoakWorld.OPS, "soak");
            case 4, 5 -> operator.forceClose(SoakWorld.OPS, "soak");
            case 6 -> operator.release(SoakWorld.OPS, "soak");
            case 7 -> operator.disable(SoakWorld.OPS, "soak");
            default -> operator.metricsOnly(SoakWorld.OPS, "soak");
        }
    }

    private void rewire() {
        String name = SoakWorld.wild(random.nextInt(SoakWorld.WILD));
        String other = SoakWorld.any(random);
        EdgeKind kind = KINDS[random.nextInt(KINDS.length)];
        try {
            switch (random.nextInt(7)) {
                case 6 -> world.reconfigureWild(name, random);
                case 0, 1 -> world.interlock.link(name, kind, other);
                case 2, 3 -> world.interlock.unlink(name, kind, other);
                case 4 -> world.interlock.remove(name);
                default -> world.defineWild(name, random);
            }
        } catch (DependencyCycleException | InvalidConfigurationException | NoSuchElementException refused) {
            // It would close a cycle, or is defined already, or not defined at all.
        }
    }
}
