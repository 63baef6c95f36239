package dev.interlock.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.interlock.spi.RemoteFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One service of the mesh as a real HTTP server on loopback. For each request it calls what it depends on, one after the other; if
 * that fails it answers 503 and says whose failure it is.
 */
final class ServiceServer implements AutoCloseable {

    private static final int START_TRIES = 50;

    static {
        // Head and body leave in two writes; without this the second waits some 40 ms for the other side's delayed
        // acknowledgement, at every hop. Read once, when the first server of the process is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Mesh.Service service;
    private final GuardedClient client;
    private final ExecutorService threads;
    private @Nullable HttpServer server;
    private int port;

    ServiceServer(Mesh.Service service, GuardedClient client) {
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

    /** Listens; on a free port the first time, on the same port ever after. */
    synchronized void start() throws IOException, InterruptedException {
        HttpServer fresh = bind();
        fresh.setExecutor(threads);
        fresh.createContext("/", this::answer);
        fresh.start();
        port = fresh.getAddress().getPort();
        server = fresh;
        client.listensAt(service.name(), port);
    }

    /** Stops listening and cuts every connection, as a process that dies does. */
    synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
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
        try (exchange) {
            try {
                for (String dependency : service.dependencies()) {
                    client.get(dependency);
                }
                send(exchange, 200, service.name() + " is fine\n");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                send(exchange, 503, "stopping\n");
            } catch (IOException | RuntimeException e) {
                RemoteFailures.headersFor(e).forEach(exchange.getResponseHeaders()::set);
                send(exchange, 503, e.getMessage() + "\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
