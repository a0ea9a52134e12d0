package org.tallystick.node.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.CountersReader;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.CountersFile;

/**
 * Answers {@code /metrics}, {@code /health} and {@code /ready} over HTTP, one request at a time, on a thread of its own.
 * It reads counters in shared memory and asks nothing of the node's threads, so no scrape can hold them up.
 */
public final class MetricsServer implements AutoCloseable {
    /** Connections that wait to be taken. */
    private static final int BACKLOG = 8;

    /** Requests that wait to be answered; more are dropped. */
    private static final int MAX_WAITING = 64;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final int memberId;
    private final Health health;
    private final MetricsPage page;
    private final HttpServer server;
    private final ThreadPoolExecutor executor;

    /** Null until the media driver runs. */
    private volatile CountersReader counters;

    private MetricsServer(InetSocketAddress address, int memberId, Path dataFolder, Health health) throws IOException {
        this.memberId = memberId;
        this.health = health;
        this.page = new MetricsPage(memberId, dataFolder);
        limitTimes();
        server = HttpServer.create(address, BACKLOG);
        executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), daemon("metrics-" + memberId));
        server.setExecutor(executor);
        server.createContext("/", only("/", exchange -> answer(exchange, OK, "/metrics /health /ready\n")));
        server.createContext("/metrics", only("/metrics", this::metrics));
        server.createContext("/health", only("/health", exchange -> answer(exchange, health.problem())));
        server.createContext(
                "/ready", only("/ready", exchange -> answer(exchange, obstacle(health.problem(), values()))));
    }

    /**
     * Starts it.
     *
     * @param address       {@code host:port}; port 0 for any free one
     * @param isOpenNetwork whether it may be another address than a loopback one
     * @param memberId      of the node
     * @param dataFolder    of the node, whose disk is looked at
     * @param health        of the node
     * @return the running server; close it
     * @throws IllegalStateException where the address is none, is not allowed or is taken
     */
    public static MetricsServer launch(
            String address, boolean isOpenNetwork, int memberId, Path dataFolder, Health health) {
        InetSocketAddress socket = MetricsAddress.parse(address, isOpenNetwork);
        try {
            MetricsServer server = new MetricsServer(socket, memberId, dataFolder, health);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("the metrics page cannot bind " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * The media driver runs: its counters are read from now on.
     *
     * @param aeronFolder of the driver
     */
    public void onDriverStarted(Path aeronFolder) {
        counters = CountersFile.open(aeronFolder);
    }

    /** Port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    /** The server's own thread becomes a daemon only if a daemon starts it. */
    private void start() {
        try {
            executor.submit(server::start).get();
        } catch (InterruptedException | ExecutionException e) {
            close();
            throw new IllegalStateException("the metrics page does not start", e);
        }
    }

    /** Seconds that a request and an answer may take: without, a client that stops would hold the one thread for ever. */
    private static void limitTimes() {
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "5");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "10");
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private CounterValues values() {
        CountersReader reader = counters;
        return reader == null ? null : CounterValues.read(reader, memberId);
    }

    private void metrics(HttpExchange exchange) throws IOException {
        CounterValues values = values();
        String problem = health.problem();
        String text = page.render(values, problem == null, obstacle(problem, values) == null);
        exchange.getResponseHeaders().set("Content-Type", PrometheusText.CONTENT_TYPE);
        answer(exchange, OK, text);
    }

    private static String obstacle(String problem, CounterValues values) {
        return problem != null ? problem : Readiness.obstacle(values, System.nanoTime());
    }

    private static void answer(HttpExchange exchange, String problem) throws IOException {
        answer(exchange, problem == null ? OK : UNAVAILABLE, problem == null ? "ok\n" : problem + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
        if (!isHead) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The JDK's server gives a handler all that begins with its path, and lets a client wait when one throws. */
    private static HttpHandler only(String path, HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    answer(exchange, NOT_FOUND, "there are /metrics, /health and /ready\n");
                } else if (!exchange.getRequestMethod().matches("GET|HEAD")) {
                    answer(exchange, METHOD_NOT_ALLOWED, "only GET\n");
                } else {
                    handler.handle(exchange);
                }
            }
        };
    }
}
