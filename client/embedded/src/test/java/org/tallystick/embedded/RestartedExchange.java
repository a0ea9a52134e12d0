package org.tallystick.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionConfig;
import org.tallystick.node.Durability;

/** An exchange that can be closed and launched again on its folder, with the same name for its media driver's folder. */
final class RestartedExchange implements AutoCloseable {
    private final Path folder;
    private final Path aeronFolder;
    private EmbeddedExchange exchange;
    private int nextStreamId = 200_000;

    RestartedExchange(Path folder) {
        this.folder = folder;
        this.aeronFolder = folder.resolve("aeron");
        start();
    }

    void start() {
        exchange = EmbeddedExchange.launch(
                EmbeddedConfig.defaults().folder(folder.resolve("data")).durability(Durability.MEMORY));
        try {
            Files.deleteIfExists(aeronFolder);
            Files.createSymbolicLink(aeronFolder, exchange.sharedMemory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        exchange.close();
        exchange = null;
    }

    EmbeddedExchange exchange() {
        return exchange;
    }

    String aeronFolder() {
        return aeronFolder.toString();
    }

    int nextStreamId() {
        return nextStreamId++;
    }

    /** How a connection reaches it that outlives it. */
    ConnectionConfig connectionConfig() {
        return new ConnectionConfig(
                aeronFolder.toString(),
                "aeron:ipc",
                null,
                "aeron:ipc?term-length=8m",
                nextStreamId(),
                Market.OPERATOR,
                Duration.ofSeconds(20),
                idle());
    }

    static IdleStrategy idle() {
        return new BackoffIdleStrategy(200, 200, 1_000, 100_000);
    }

    @Override
    public void close() {
        if (exchange != null) {
            exchange.close();
        }
    }
}
