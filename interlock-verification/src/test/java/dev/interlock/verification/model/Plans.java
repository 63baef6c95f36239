package dev.interlock.verification.model;

import dev.interlock.CascadeMode;
import dev.interlock.DependencyReadiness;
import dev.interlock.EdgeKind;
import dev.interlock.RecoveryMode;
import dev.interlock.testkit.property.Generator;
import dev.interlock.testkit.property.Generators;
import dev.interlock.testkit.property.Shrinker;
import dev.interlock.testkit.property.Shrinkers;
import dev.interlock.verification.model.NodePlan.Condition;
import dev.interlock.verification.model.NodePlan.EdgePlan;
import dev.interlock.verification.model.NodePlan.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes plans, and makes plans that fail smaller. */
final class Plans {

    private static final long MILLI = 1_000_000;

    private Plans() {}

    /** Plans of any size up to these. */
    static Generator<Plan> upTo(int maxNodes, int maxSteps) {
        return random -> plan(random, 1 + random.nextInt(maxNodes), 1 + random.nextInt(maxSteps));
    }

    /** Plans of just these sizes. */
    static Generator<Plan> of(int nodes, int steps) {
        return random -> plan(random, nodes, steps);
    }

    private static Plan plan(Random random, int circuits, int length) {
        int signals = random.nextInt(3);
        List<NodePlan> nodes = new ArrayList<>();
        int reach = 1 + random.nextInt(random.nextInt(8) + 1); // how many edges; trees, chains and dense graphs come up
        int span = random.nextInt(3) == 0 ? 3 : circuits; // how far down edges go: small is deep
        double cascades = random.nextDouble() * random.nextDouble();
        boolean plain = random.nextInt(4) == 0;
        int[] depth = new int[circuits];
        for (int number = 0; number < circuits; number++) {
            List<EdgePlan> edges = new ArrayList<>();
            for (int i = random.nextInt(reach + 1); i > 0 && number > 0; i--) {
                int to = Math.max(0, number - 1 - random.nextInt(span));
                boolean known = edges.stream().anyMatch(edge -> edge.to() == to);
                if (!known && depth[to] < 55) { // the limit is 64, and steps may add some
                    depth[number] = Math.max(depth[number], depth[to] + 1);
                    edges.add(new EdgePlan(
                            random.nextInt(4) == 0 ? EdgeKind.RECOVERS_AFTER : EdgeKind.DEPENDS_ON,
                            to,
                            CascadeMode.ENFORCE));
                }
            }
            if (signals > 0 && random.nextInt(4) == 0) {
                edges.add(new EdgePlan(EdgeKind.DEPENDS_ON, circuits + random.nextInt(signals), CascadeMode.ENFORCE));
            }
            addCascades(random, cascades, circuits, number, edges);
            nodes.add(node(random, number, false, plain ? Options.PLAIN : options(random), edges));
        }
        for (int number = circuits; number < circuits + signals; number++) {
            List<EdgePlan> edges = new ArrayList<>();
            addCascades(random, cascades, circuits, number, edges);
            nodes.add(node(random, number, true, Options.PLAIN, edges));
        }
        List<Integer> busy = busyNodes(random, circuits, signals);
        return new Plan(
                circuits,
                nodes,
                IntStream.range(0, length)
                        .mapToObj(unused -> step(random, circuits + signals, busy))
                        .toList());
    }

    /** Some neighbours and all signals, where most happens: in a large graph steps would else have nothing to do with each other. */
    private static List<Integer> busyNodes(Random random, int circuits, int signals) {
        int from = random.nextInt(circuits);
        return IntStream.concat(
                        IntStream.range(from, Math.min(circuits, from + 10)),
                        IntStream.range(circuits, circuits + signals))
                .boxed()
                .toList();
    }

    private static void addCascades(Random random, double share, int circuits, int number, List<EdgePlan> edges) {
        for (int i = 0; i < 3; i++) {
            int to = random.nextInt(circuits);
            boolean known = edges.stream().anyMatch(edge -> edge.kind() == EdgeKind.CASCADES_TO && edge.to() == to);
            if (random.nextDouble() < share && to != number && !known) {
                CascadeMode mode = random.nextInt(4) == 0 ? CascadeMode.DRY_RUN : CascadeMode.ENFORCE;
                edges.add(new EdgePlan(EdgeKind.CASCADES_TO, to, mode));
            }
        }
    }

    private static NodePlan node(Random random, int number, boolean signal, Options options, List<EdgePlan> edges) {
        return new NodePlan(
                number,
                signal,
                options,
                odd(random, 1_000 + 500 * random.nextInt(8)),
                odd(random, 300 + 300 * random.nextInt(4)),
                odd(random, 2_000 + 2_000 * random.nextInt(3)),
                List.copyOf(edges));
    }

    private static Options options(Random random) {
        return new Options(
                Generators.picks(Condition.values()).generate(random),
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                random.nextInt(10) < 7
                        ? RecoveryMode.AUTOMATIC
                        : random.nextBoolean() ? RecoveryMode.ON_CALL : RecoveryMode.MANUAL,
                random.nextInt(5) == 0 ? DependencyReadiness.CLOSED_ONLY : DependencyReadiness.UP,
                random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0,
                Generators.picks(1.0, 1.0, 0.5, 0.1).generate(random),
                random.nextInt(2) == 0,
                random.nextInt(2) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0);
    }

    private static Step step(Random random, int nodes, List<Integer> busy) {
        int draw = random.nextInt(Stream.of(Step.Action.values())
                .mapToInt(action -> action.weight)
                .sum());
        Step.Action action = Step.Action.ADVANCE;
        for (Step.Action each : Step.Action.values()) {
            action = each;
            draw -= each.weight;
            if (draw < 0) {
                break;
            }
        }
        return new Step(
                action,
                random.nextInt(4) == 0 ? random.nextInt(nodes) : busy.get(random.nextInt(busy.size())),
                random.nextInt(4) == 0 ? random.nextInt(nodes) : busy.get(random.nextInt(busy.size())),
                Generators.picks(EdgeKind.values()).generate(random),
                odd(random, random.nextInt(4) == 0 ? 8_000 : 1_500));
    }

    /** A signal's cascades are all enforced. */
    static NodePlan enforced(NodePlan signal) {
        return signal.withEdges(signal.edges().stream()
                .map(edge -> new EdgePlan(edge.kind(), edge.to(), CascadeMode.ENFORCE))
                .toList());
    }

    /** About so many milliseconds, never the same twice. */
    private static long odd(Random random, long millis) {
        return millis * MILLI + (long) (random.nextDouble() * 100 * MILLI);
    }

    /** Fewer nodes, fewer steps, fewer edges, plain options. */
    static Shrinker<Plan> simpler() {
        Shrinker<NodePlan> simplerNode = node -> Stream.concat(
                node.options().equals(Options.PLAIN) ? Stream.empty() : Stream.of(node.withOptions(Options.PLAIN)),
                Shrinkers.<EdgePlan>lists().candidates(node.edges()).map(node::withEdges));
        return plan -> Stream.of(
                        Shrinkers.<NodePlan>lists()
                                .candidates(plan.nodes())
                                .map(nodes -> new Plan(plan.circuits(), nodes, plan.steps())),
                        Shrinkers.<Step>lists()
                                .candidates(plan.steps())
                                .map(steps -> new Plan(plan.circuits(), plan.nodes(), steps)),
                        IntStream.range(0, plan.nodes().size())
                                .boxed()
                                .flatMap(place -> simplerNode
                                        .candidates(plan.nodes().get(place))
                                        .map(node -> {
                                            List<NodePlan> nodes = new ArrayList<>(plan.nodes());
                                            nodes.set(place, node);
                                            return new Plan(plan.circuits(), nodes, plan.steps());
                                        })))
                .flatMap(candidates -> candidates);
    }
}
