package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.BreakerView;
import dev.interlock.cli.demo.guard.Protection;
import dev.interlock.cli.demo.guard.Transition;
import dev.interlock.cli.demo.mesh.Circuits;
import dev.interlock.cli.demo.mesh.Mesh;
import dev.interlock.cli.demo.mesh.Patience;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.mesh.Service;
import dev.interlock.cli.demo.net.Load;
import dev.interlock.cli.demo.net.MeterReading;
import dev.interlock.cli.demo.net.ServiceClient;
import dev.interlock.cli.demo.net.ServiceServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One run through the outage with one kind of breakers. Used once, by one thread. */
public final class Leg {

    private static final int WARM_UP_ROUNDS = 5;
    private static final double LOOK_SECONDS = 0.05;
    private static final double SHOW_SECONDS = 0.25;

    private final Mesh mesh;
    private final Script script;
    private final LegName name;
    private final Watcher watcher;
    private final Journal journal = new Journal();
    private final Rates rates = new Rates();
    private final Timeline timeline;
    private final Map<String, ServiceServer> servers = new LinkedHashMap<>();
    private double nextShow;
    private boolean quoted;

    /**
     * A run that has not begun.
     *
     * @param mesh    the services
     * @param script  what happens
     * @param name    which run this is, and with what
     * @param watcher shows it
     */
    public Leg(Mesh mesh, Script script, LegName name, Watcher watcher) {
        this.mesh = mesh;
        this.script = script;
        this.name = name;
        this.watcher = watcher;
        this.timeline = new Timeline(mesh.names());
    }

    /**
     * Runs it. Nothing of it is left when this returns, however it returns.
     *
     * @return what came of it
     * @throws IOException          if a server cannot listen, or if nobody watches any more
     * @throws InterruptedException if the thread is interrupted
     */
    public LegResult run() throws IOException, InterruptedException {
        watcher.preparing(name);
        Patience patience = new Patience(mesh, script.outage(), script.targets());
        try (Protection protection =
                name.protection().of(new Circuits(mesh, script)).create(this::changed)) {
            ServiceClient client = new ServiceClient(protection, patience);
            try (Load load = new Load(client, mesh.names())) {
                for (Service service : mesh.services()) {
                    ServiceServer server = new ServiceServer(service, client);
                    servers.put(service.name(), server);
                    server.start();
                }
                warmUp(client);
                return play(protection, client, load, patience);
            } finally {
                servers.values().forEach(ServiceServer::close);
            }
        }
    }

    private void changed(Transition transition) {
        journal.add(transition);
        timeline.add(journal.seconds(transition), transition);
    }

    /** Until every service answers. The first calls of a process are slow; under load they could pass for an outage. */
    private void warmUp(ServiceClient client) throws IOException {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (String service : mesh.names()) {
                client.warmUp(service);
            }
        }
    }

    private LegResult play(Protection protection, ServiceClient client, Load load, Patience patience)
            throws IOException, InterruptedException {
        journal.begin();
        timeline.clear();
        load.start(script.rate(), script.seed());
        watchUntil(script.at(), protection, client, load);

        String who = String.join(" and ", script.targets());
        client.dead(Set.copyOf(script.targets()));
        for (String target : script.targets()) {
            server(target).fail(script.outage(), patience.slowAnswer(target));
        }
        journal.add(
                Moment.Kind.OUTAGE, who + " out of order: " + script.outage().words());
        nextShow = 0;
        watchUntil(script.repairAt(), protection, client, load);

        for (String target : script.targets()) {
            server(target).repair();
        }
        client.dead(Set.of());
        load.repaired();
        journal.add(Moment.Kind.REPAIR, who + " repaired");
        nextShow = 0;
        watchUntil(script.duration(), protection, client, load);

        load.drain();
        watcher.ended(status(protection.look(), load));
        return result(client, load);
    }

    private ServiceServer server(String service) {
        return Objects.requireNonNull(servers.get(service), service);
    }

    private void watchUntil(double until, Protection protection, ServiceClient client, Load load)
            throws IOException, InterruptedException {
        double now = journal.seconds();
        while (now < until) {
            List<BreakerView> views = protection.look();
            timeline.add(now, views);
            if (now >= nextShow) {
                Map<String, MeterReading> meters = new LinkedHashMap<>();
                mesh.names().forEach(service -> meters.put(service, client.meterReading(service)));
                rates.add(now, meters);
                quote(now, load);
                watcher.look(status(views, load));
                nextShow = now + SHOW_SECONDS;
            }
            Thread.sleep(Math.max(1, Math.round(Math.min(LOOK_SECONDS, until - now) * 1000)));
            now = journal.seconds();
        }
    }

    /** Once, some time into the outage: what the caller furthest from the target is told. */
    private void quote(double now, Load load) {
        if (!quoted && now > script.at() + script.downFor() / 3) {
            List<String> above = List.copyOf(mesh.above(script.targets().get(0)));
            String service = above.isEmpty() ? script.targets().get(0) : above.get(above.size() - 1);
            String message = load.tally(service).lastRefusal();
            if (!message.isEmpty()) {
                journal.add(Moment.Kind.REFUSAL, "a caller of " + service + " is told: " + message);
                quoted = true;
            }
        }
    }

    private Status status(List<BreakerView> views, Load load) {
        Map<String, BreakerView> byName = new LinkedHashMap<>();
        views.forEach(view -> byName.put(view.name(), view));
        List<Row> rows = new ArrayList<>();
        long served = 0;
        long refused = 0;
        long failed = 0;
        for (String service : mesh.names()) {
            BreakerView view = byName.get(service);
            if (view != null) {
                rows.add(new Row(
                        view, script.targets().contains(service), rates.passed(service), rates.refused(service)));
            }
            served += load.tally(service).served();
            refused += load.tally(service).refused();
            failed += load.tally(service).failed();
        }
        return new Status(
                name, script, journal.seconds(), rows, served, refused, failed, journal.moments(), timeline.spans());
    }

    private LegResult result(ServiceClient client, Load load) {
        List<ServiceResult> services = new ArrayList<>();
        for (String service : mesh.names()) {
            services.add(new ServiceResult(
                    service,
                    load.tally(service).served(),
                    load.tally(service).refused(),
                    load.tally(service).failed(),
                    load.recoverySeconds(service)));
        }
        return new LegResult(
                name.protection(),
                journal.opened(),
                timeline.blocked(),
                client.deadCalls(),
                services,
                journal.moments(),
                timeline.spans());
    }
}
