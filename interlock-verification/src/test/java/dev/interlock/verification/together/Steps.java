package dev.interlock.verification.together;

import static dev.interlock.verification.call.Traffic.OPS;

import dev.interlock.CallRejectedException;
import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOperator;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Permit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** What can happen to a world, one thing at a time. Remembers what it has begun and not ended. */
final class Steps {

    private static final int MOST_KEPT = 6;

    private final World world;
    private final Random random;
    private final List<CompletableFuture<String>> stages = new ArrayList<>();
    private final List<CompletableFuture<String>> handedOut = new ArrayList<>();
    private final List<Permit> permits = new ArrayList<>();

    Steps(World world) {
        this.world = world;
        this.random = world.random;
    }

    void one() {
        switch (random.nextInt(20)) {
            case 0, 1 -> world.time.advance(Duration.ofMillis(random.nextInt(10_000)));
            case 2 -> world.time.advance(Duration.ofSeconds(random.nextInt(60))); // nobody is there
            case 3, 4 -> sicken();
            case 5 -> world.guardsPass = !world.guardsPass;
            case 6 -> world.signalUp = !world.signalUp;
            case 7, 8, 9 -> world.request(circuit());
            case 10 -> slowRequest(circuit());
            case 11 -> begin(circuit());
            case 12, 13 -> end();
            case 14 -> keepPermit(circuit());
            case 15 -> endPermit();
            case 16 -> operate(circuit());
            case 17 -> ask(circuit());
            case 18 -> changeGraph();
            default -> throughItself(circuit());
        }
    }

    private Circuit circuit() {
        if (random.nextInt(4) == 0) {
            return world.family.circuit("key" + random.nextInt(8));
        }
        String name = world.any();
        return world.interlock.find(name).orElseGet(() -> define(name));
    }

    private Circuit define(String name) {
        try {
            return world.interlock.define(name, c -> world.configure(c, name));
        } catch (DependencyCycleException | InvalidConfigurationException linkedMeanwhile) {
            return world.interlock.define(name, c -> c.failureThreshold(1));
        }
    }

    private void sicken() {
        String name = random.nextInt(4) == 0 ? "f/key" + random.nextInt(8) : world.any();
        if (!world.sick.remove(name)) {
            world.sick.add(name);
        }
    }

    private void slowRequest(Circuit circuit) {
        quietly(() -> circuit.protect(() -> {
                    world.time.advance(Duration.ofSeconds(random.nextInt(6)));
                    world.down(circuit, new HashMap<>());
                    return "";
                })
                .timeout(world.seconds(4))
                .get());
    }

    /** An asynchronous call of whichever kind; its stage ends later, or never. */
    private void begin(Circuit circuit) {
        if (stages.size() >= MOST_KEPT) {
            end();
        }
        handedOut.add(
                switch (random.nextInt(4)) {
                    case 0 -> circuit.callAsync(this::stage);
                    case 1 ->
                        circuit.protectAsync(this::stage)
                                .timeout(world.seconds(5))
                                .getAsync();
                    case 2 ->
                        circuit.protectAsync(this::stage)
                                .timeout(world.seconds(10))
                                .hedge(world.seconds(2), 1 + random.nextInt(2))
                                .getAsync();
                    default ->
                        circuit.protectAsync(this::stage).fallbackValue("").getAsync();
                });
    }

    private CompletionStage<String> stage() throws IOException {
        if (random.nextInt(6) == 0) {
            throw new IOException("not even begun");
        }
        CompletableFuture<String> stage = new CompletableFuture<>();
        if (random.nextInt(4) > 0) {
            stages.add(stage);
        } // else nobody will ever end it
        return random.nextInt(3) == 0 ? stage.minimalCompletionStage() : stage;
    }

    private void end() {
        List<CompletableFuture<String>> some = random.nextBoolean() ? stages : handedOut;
        if (!some.isEmpty()) {
            CompletableFuture<String> future = some.remove(random.nextInt(some.size()));
            switch (random.nextInt(6)) {
                case 0 -> future.completeExceptionally(new IOException("late"));
                case 1 -> future.cancel(true);
                case 2 -> future.completeExceptionally(new CancellationException("cut off by the driver"));
                case 3 -> future.completeExceptionally(new TimeoutException());
                default -> future.complete("");
            }
        }
    }

    private void keepPermit(Circuit circuit) {
        if (permits.size() < MOST_KEPT) {
            circuit.tryAcquire().ifPresent(permits::add);
        }
    }

    private void endPermit() {
        if (!permits.isEmpty()) {
            Permit permit = permits.remove(random.nextInt(permits.size()));
            switch (random.nextInt(5)) {
                case 0 -> permit.failure(new IOException("late"));
                case 1 -> permit.ignore();
                case 2 -> permit.close();
                case 3 -> {
                    // forgotten: its deadline ends it
                }
                default -> permit.success();
            }
        }
    }

    private void operate(Circuit circuit) {
        CircuitOperator operator = circuit.operator();
        switch (random.nextInt(8)) {
            case 0 -> operator.forceOpen(OPS, "test");
            case 1 -> operator.disable(OPS, "test");
            case 2 -> operator.metricsOnly(OPS, "test");
            case 3 -> operator.forceClose(OPS, "test");
            case 4, 5 -> operator.open(OPS, "test");
            default -> operator.release(OPS, "test");
        }
    }

    private void ask(Circuit circuit) {
        switch (random.nextInt(4)) {
            case 0 -> circuit.attemptRecovery();
            case 1 -> circuit.reset();
            case 2 -> world.interlock.recover(options -> options.circuitLimit(world.seconds(30)));
            default -> circuit.explain();
        }
    }

    private void changeGraph() {
        String from = world.any();
        String to = world.any();
        try {
            switch (random.nextInt(5)) {
                case 0 -> world.interlock.remove(from); // defined anew when somebody asks for it
                case 1 -> world.interlock.reconfigure(from, c -> c.failureThreshold(1 + random.nextInt(4)));
                case 2 -> world.interlock.reconfigure(changes -> changes.replace(from, c -> world.configure(c, from)));
                case 3 ->
                    world.interlock.link(
                            from, random.nextBoolean() ? EdgeKind.DEPENDS_ON : EdgeKind.RECOVERS_AFTER, to);
                default -> world.interlock.unlink(from, EdgeKind.DEPENDS_ON, to);
            }
        } catch (InvalidConfigurationException | DependencyCycleException | NoSuchElementException refused) {
            // A cycle, or a circuit that was removed.
        }
    }

    /** As a client inside a client does: the same circuit around both. */
    private void throughItself(Circuit circuit) {
        quietly(() -> circuit.call(() -> {
            world.request(circuit);
            return circuit.call(() -> {
                world.down(circuit, new HashMap<>());
                return "";
            });
        }));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (CallRejectedException | IOException | IllegalStateException | CallTimeoutException expected) {
            // Refusals, failures and time limits are what is played.
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** What was begun ends, whatever happens to be its end; operators take back what they did. */
    void calmDown() {
        world.sick.clear();
        world.guardsPass = true;
        world.signalUp = true;
        permits.forEach(Permit::ignore);
        stages.forEach(stage -> stage.complete(""));
        world.interlock
                .snapshot()
                .nodes()
                .forEach(node -> world.interlock
                        .find(node.name())
                        .ifPresent(circuit -> circuit.operator().release(OPS, "over")));
    }

    /** Futures that were handed out and have not ended. */
    long pending() {
        return handedOut.stream().filter(future -> !future.isDone()).count();
    }

    void cancelPending() {
        handedOut.forEach(future -> future.cancel(true));
    }
}
