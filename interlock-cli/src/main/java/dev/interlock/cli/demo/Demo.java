package dev.interlock.cli.demo;

import dev.interlock.CallRejectedException;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** One run: the mesh under load, consul stopped and started again, and what came of it. */
public final class Demo {

    /** Where a long message is broken into lines. */
    private static final Pattern CLAUSES = Pattern.compile("(?<=[:;]) |(?= \\()");

    private static final int WARM_UP_ROUNDS = 5;
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final DemoOptions options;
    private final PrintStream out;
    private final Mesh mesh;
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final Map<String, ServiceServer> servers = new LinkedHashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile long startNanos;

    /**
     * A run that has not begun.
     *
     * @param options how
     * @param out     where the progress and the summary go
     */
    public Demo(DemoOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.mesh = Mesh.seed(options.scale());
    }

    /**
     * Runs it, and ends with the summary; ends early, and quietly, if nobody reads the output any more.
     *
     * @throws IOException          if a server cannot listen
     * @throws InterruptedException if the thread is interrupted; everything is stopped then
     */
    public void run() throws IOException, InterruptedException {
        Thread onInterrupt = new Thread(() -> {
            if (stopped.compareAndSet(false, true)) {
                out.println();
                out.println("Stopped. Nothing is left running.");
            }
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (Interlock interlock = Interlock.create()) {
            GuardedClient client = new GuardedClient(interlock, mesh);
            try (Load load = new Load(client)) {
                run(interlock, client, load);
            } finally {
                servers.values().forEach(ServiceServer::close);
            }
        } catch (ReaderGoneException quiet) {
            // No complaint: 'demo | head' is a fair thing to ask for.
        } finally {
            stopped.set(true);
            try {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            } catch (IllegalStateException shuttingDown) {
                // The hook is running: it has said what there is to say.
            }
        }
    }

    private void run(Interlock interlock, GuardedClient client, Load load) throws IOException, InterruptedException {
        define(interlock);
        for (Mesh.Service service : mesh.services()) {
            ServiceServer server = new ServiceServer(service, client);
            servers.put(service.name(), server);
            server.start();
        }
        warmUp(client);
        startNanos = System.nanoTime();
        interlock.on(CircuitTransitioned.class, this::transitioned);
        Duration wait = mesh.service(Mesh.CONSUL).resetTimeout();
        out.println("Eight services on loopback, calling each other through circuits.");
        out.println("Calls a second that enter at each of them: " + options.rate() + ".");
        out.println("All need consul, whose circuit waits "
                + text("%.1f s before it tries to recover.", wait.toMillis() / 1000.0));
        out.println();
        load.start(mesh, options.rate());
        watchUntil(options.atSeconds(), interlock, load);

        say("consul is stopped: its port refuses connections");
        client.dead(Mesh.CONSUL);
        target().stop();
        watchUntil(options.atSeconds() + options.forSeconds() / 2, interlock, load);
        Map<String, List<String>> blocked = blockedWhileOpen(interlock);
        quoteARefusal(interlock);
        watchUntil(options.atSeconds() + options.forSeconds(), interlock, load);

        target().start();
        client.dead("");
        load.repaired();
        say("consul is started again");
        watchUntil(options.durationSeconds(), interlock, load);
        load.drain();

        Summary summary = summary(blocked, client, load);
        summary.print(out);
        if (options.json()) {
            out.println(Json.write(json(summary, wait)));
        }
    }

    /** Until every service answers. The first calls of a process are slow; under load they could pass for an outage. */
    private void warmUp(GuardedClient client) throws IOException, InterruptedException {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Mesh.Service service : mesh.services()) {
                client.warmUp(service.name());
            }
        }
    }

    private ServiceServer target() {
        return Objects.requireNonNull(servers.get(Mesh.CONSUL), "consul has a server");
    }

    private void define(Interlock interlock) {
        interlock.defineAll(all -> mesh.services()
                .forEach(service -> all.define(
                        service.name(),
                        c -> c.failureThreshold(service.threshold())
                                .resetTimeout(service.resetTimeout())
                                .dependsOn(service.dependencies().toArray(String[]::new)))));
    }

    private void transitioned(CircuitTransitioned event) {
        if (event.to() == State.OPEN && !opened.contains(event.circuit())) {
            opened.add(event.circuit());
        }
        String why = event.cause().detail();
        say(event.circuit() + ": " + event.from() + " -> " + event.to() + (why.isEmpty() ? "" : " (" + why + ")"));
    }

    /** One line a second until a moment of the run. */
    private void watchUntil(double seconds, Interlock interlock, Load load) throws IOException, InterruptedException {
        double next = Math.floor(elapsed()) + 1;
        while (next < seconds) {
            sleepUntil(next);
            watch(interlock, load);
            if (out.checkError()) {
                throw new ReaderGoneException();
            }
            next++;
        }
        sleepUntil(seconds);
    }

    private void watch(Interlock interlock, Load load) {
        long served = 0;
        long refused = 0;
        long failed = 0;
        for (Mesh.Service service : mesh.services()) {
            Load.Tally tally = load.tally(service.name());
            served += tally.served.get();
            refused += tally.refused.get();
            failed += tally.failed.get();
        }
        List<String> open = new ArrayList<>();
        for (NodeView node : interlock.snapshot().nodes()) {
            if (node.isOpen()) {
                open.add(node.name());
            }
        }
        say(text(
                "%5d served %5d refused %4d failed   open: %s, blocked: %d",
                served,
                refused,
                failed,
                open.isEmpty() ? "none" : String.join(" ", open),
                blocked(interlock).size()));
    }

    private static Map<String, List<String>> blocked(Interlock interlock) {
        Map<String, List<String>> blocked = new TreeMap<>();
        for (NodeView node : interlock.snapshot().nodes()) {
            if (node.kind() == NodeKind.CIRCUIT && node.isBlocked()) {
                blocked.put(node.name(), node.rootCauses());
            }
        }
        return blocked;
    }

    /**
     * Who is blocked while consul is open. A probe makes it HALF_OPEN for an instant, in which nobody is blocked; a look that
     * falls into it is repeated.
     */
    private Map<String, List<String>> blockedWhileOpen(Interlock interlock) throws InterruptedException {
        Map<String, List<String>> blocked = blocked(interlock);
        while (blocked.isEmpty() && elapsed() < options.atSeconds() + options.forSeconds()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            blocked = blocked(interlock);
        }
        return blocked;
    }

    private void quoteARefusal(Interlock interlock) {
        try {
            interlock.circuit("api_gateway").acquire().ignore();
        } catch (CallRejectedException refused) {
            say("what a caller of the gateway is told:");
            String message = String.valueOf(refused.getMessage());
            for (String part : CLAUSES.splitAsStream(message).toList()) { // at most 80 columns
                out.println("            " + part.strip());
            }
        }
    }

    private Summary summary(Map<String, List<String>> blocked, GuardedClient client, Load load) {
        List<Summary.ServiceSummary> services = new ArrayList<>();
        for (Mesh.Service service : mesh.services()) {
            Load.Tally tally = load.tally(service.name());
            services.add(new Summary.ServiceSummary(
                    service.name(),
                    tally.served.get(),
                    tally.refused.get(),
                    tally.failed.get(),
                    load.recoverySeconds(service.name())));
        }
        return new Summary(List.copyOf(opened), blocked, client.deadCalls(), services);
    }

    private Map<String, Object> json(Summary summary, Duration wait) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", Mesh.CONSUL);
        json.put("scale", options.scale());
        json.put("rate", options.rate());
        json.put("stoppedAtSeconds", options.atSeconds());
        json.put("downForSeconds", options.forSeconds());
        json.put("durationSeconds", options.durationSeconds());
        json.put("targetWaitSeconds", wait.toMillis() / 1000.0);
        json.put("summary", summary.toJson());
        return json;
    }

    private void say(String line) {
        if (!stopped.get()) {
            out.println(text("%6.1f s  ", elapsed()) + line);
        }
    }

    private double elapsed() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private void sleepUntil(double seconds) throws InterruptedException {
        long left = Math.round((seconds - elapsed()) * 1000);
        if (left > 0) {
            Thread.sleep(left);
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
