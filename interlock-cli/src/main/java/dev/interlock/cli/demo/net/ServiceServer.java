package dev.interlock.cli.demo.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.interlock.cli.demo.mesh.Outage;
import dev.interlock.cli.demo.mesh.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One service of the mesh as a real HTTP server on loopback. For each request it calls what it depends on, one after the other; if
 * that fails it answers 503 and says whose failure it is.
 */
public final class ServiceServer implements AutoCloseable {

    private static final int START_TRIES = 100;

    static {
        // Head and body leave in two writes; without this the second waits some 40 ms for the other side's delayed
        // acknowledgement, at every hop. Read once, when the first server of the process is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What is wrong with the server. The latch ends the waiting of those who wait because of it. */
    private record Trouble(Outage outage, Duration slowAnswer, CountDownLatch over) {}

    private final Service service;
    private final ServiceClient client;
    private final ExecutorService threads;
    private volatile @Nullable Trouble trouble;
    private @Nullable HttpServer server;
    private int port;

    /**
     * A server that does not listen yet.
     *
     * @param service the service
     * @param client  calls what it depends on
     */
    public ServiceServer(Service service, ServiceClient client) {
        this.service = service;
        this.client = client;
        AtomicInteger number = new AtomicInteger();
        // A thread for each request under way: how long a request takes is then its own doing, not a queue's.
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, service.name() + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Listens; on a free port the first time, on the same port ever after.
     *
     * @throws IOException          if it cannot
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized void start() throws IOException, InterruptedException {
        HttpServer fresh = bind();
        fresh.setExecutor(threads);
        fresh.createContext("/", this::answer);
        fresh.start();
        port = fresh.getAddress().getPort();
        server = fresh;
        client.listensAt(service.name(), port);
    }

    /**
     * Begins to fail.
     *
     * @param outage     how
     * @param slowAnswer how long an answer takes, if slowness is the way
     */
    public synchronized void fail(Outage outage, Duration slowAnswer) {
        trouble = new Trouble(outage, slowAnswer, new CountDownLatch(1));
        if (outage == Outage.REFUSE) {
            stop();
        }
    }

    /**
     * Works again. What refused or hung is a new process then: its connections are cut.
     *
     * @throws IOException          if it cannot listen
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized void repair() throws IOException, InterruptedException {
        Trouble was = trouble;
        trouble = null;
        if (was != null) {
            if (was.outage() == Outage.REFUSE || was.outage() == Outage.HANG) {
                stop();
                start();
            }
            was.over().countDown();
        }
    }

    private void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public synchronized void close() {
        stop();
        threads.shutdownNow();
    }

    private HttpServer bind() throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 1; ; i++) {
            try {
                return HttpServer.create(address, 0);
            } catch (IOException e) { // connections of the stopped server may hold the port for a moment
                if (i == START_TRIES) {
                    throw new IOException(service.name() + " cannot listen at " + address + ": " + e.getMessage(), e);
                }
                Thread.sleep(20);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        long begun = System.nanoTime();
        Trouble present = trouble;
        try (exchange) {
            if (present != null && present.outage() == Outage.HANG) {
                present.over().await();
                return; // without an answer, ever
            }
            if (present != null && present.outage() == Outage.ERRORS) {
                send(exchange, 500, "out of order\n");
                return;
            }
            work(exchange, begun, present);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(HttpExchange exchange, long begun, @Nullable Trouble present)
            throws IOException, InterruptedException {
        int status = 200;
        String text = service.name() + " is fine\n";
        try {
            for (String dependency : service.dependencies()) {
                client.get(dependency);
            }
        } catch (IOException | RuntimeException e) {
            client.protection().headersFor(e).forEach(exchange.getResponseHeaders()::set);
            if (client.isRefusal(e)) {
                exchange.getResponseHeaders().set(ServiceClient.REFUSED, "true");
            }
            status = 503;
            text = e.getMessage() + "\n";
        }
        if (present != null && present.outage() == Outage.SLOW) {
            // Its calls count: a slow service that calls a slow one is not twice as slow, or its callers would seem to
            // be.
            long left = present.slowAnswer().toNanos() - (System.nanoTime() - begun);
            boolean unused = present.over().await(left, TimeUnit.NANOSECONDS);
        }
        send(exchange, status, text);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
