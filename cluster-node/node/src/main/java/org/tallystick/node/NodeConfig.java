package org.tallystick.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a node is run. Nothing here changes a result: what does comes through the log.
 *
 * @param folder            where log, event stream and snapshots are kept; created where missing
 * @param aeronFolder       of the media driver's shared memory, null for one of its own, best in a memory file system
 * @param durability        what an acknowledged command survives
 * @param memberId          number of this node in its cluster, from 0
 * @param mtuLength         greatest length of an Aeron frame in bytes; the event stream's own is part of its format
 * @param logTermLength     length of a term of the Raft log in bytes, a power of two
 * @param termLength        length of a term of other streams in bytes, a power of two
 * @param segmentLength     length of a file of a recording in bytes, a power of two, fixed with the first start
 * @param maxConnections    connections at once
 * @param connectionTimeout after which a connection that says nothing is closed
 * @param stallTimeout      after which a part or a client that does nothing is given up
 */
public record NodeConfig(
        Path folder,
        Path aeronFolder,
        Durability durability,
        int memberId,
        int mtuLength,
        int logTermLength,
        int termLength,
        int segmentLength,
        int maxConnections,
        Duration connectionTimeout,
        Duration stallTimeout) {

    public NodeConfig {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(durability, "durability");
        checkPowerOfTwo("logTermLength", logTermLength);
        checkPowerOfTwo("termLength", termLength);
        checkPowerOfTwo("segmentLength", segmentLength);
        if (segmentLength < logTermLength) {
            throw new IllegalArgumentException("segmentLength " + segmentLength + " < logTermLength " + logTermLength);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections " + maxConnections + " < 1");
        }
    }

    /**
     * The settings that measured best for a node of one thread.
     *
     * @param folder where log, event stream and snapshots are kept
     * @return a configuration to be refined
     */
    public static NodeConfig of(Path folder) {
        return new NodeConfig(
                folder,
                null,
                Durability.DISK,
                0,
                8192,
                16 << 20,
                1 << 20,
                64 << 20,
                1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    /**
     * Changes the durability.
     *
     * @param level what an acknowledged command survives
     * @return the changed configuration
     */
    public NodeConfig durability(Durability level) {
        return new NodeConfig(
                folder,
                aeronFolder,
                level,
                memberId,
                mtuLength,
                logTermLength,
                termLength,
                segmentLength,
                maxConnections,
                connectionTimeout,
                stallTimeout);
    }

    /**
     * Changes the time that a silent connection is kept.
     *
     * @param timeout after which it is closed
     * @return the changed configuration
     */
    public NodeConfig connectionTimeout(Duration timeout) {
        return new NodeConfig(
                folder,
                aeronFolder,
                durability,
                memberId,
                mtuLength,
                logTermLength,
                termLength,
                segmentLength,
                maxConnections,
                timeout,
                stallTimeout);
    }

    private static void checkPowerOfTwo(String name, int length) {
        if (Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException(name + " is no power of two: " + length);
        }
    }
}
