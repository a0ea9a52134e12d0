package org.tallystick.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a node is run. Nothing here changes a result: what does comes through the log. Made by a {@link Builder}.
 *
 * @param folder            where log, event stream and snapshots are kept; created where missing
 * @param aeronFolder       of the media driver's shared memory, null for one of its own, best in a memory file system
 * @param memberId          number of this node in its cluster, from 0
 * @param members           all members in the order of their ids; empty for a node alone that is reached over shared
 *                          memory
 * @param isOpenNetwork     whether other addresses than loopback may be bound
 * @param durability        what an acknowledged command survives
 * @param threading         how the node uses the cores
 * @param cpus              cores for the threads of {@link Threading#DEDICATED}, in their order; empty to choose
 * @param buffers           lengths of Aeron's buffers
 * @param maxConnections    connections at once, 1 to 10000
 * @param connectionTimeout after which a connection that says nothing is closed
 * @param heartbeatTimeout  after which followers of a silent leader elect another
 * @param stallTimeout      after which a part or a client that does nothing is given up
 * @param snapshots         when snapshots are taken, and how many are kept
 * @param acceptLoss        position at which the operator accepts that the log ends, {@link StorageConfig#NO_LOSS} for none
 * @param metricsAddress    {@code host:port} of the metrics page, null for none
 * @param logFile           to which the node's process writes what happens to it, null for none
 */
public record NodeConfig(
        Path folder,
        Path aeronFolder,
        int memberId,
        List<Member> members,
        boolean isOpenNetwork,
        Durability durability,
        Threading threading,
        List<Integer> cpus,
        Buffers buffers,
        int maxConnections,
        Duration connectionTimeout,
        Duration heartbeatTimeout,
        Duration stallTimeout,
        Snapshots snapshots,
        long acceptLoss,
        String metricsAddress,
        Path logFile) {

    /** Most members of a cluster. */
    public static final int MAX_MEMBERS = 9;

    /** Most connections that a node can be told to take. */
    public static final int MAX_CONNECTIONS = 10_000;

    /** Checks what can be checked without looking at the machine. */
    public NodeConfig {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(durability, "durability");
        members = List.copyOf(members);
        cpus = List.copyOf(cpus);
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(members.size() + " members, a cluster has at most " + MAX_MEMBERS);
        }
        if (memberId < 0 || memberId >= Math.max(1, members.size())) {
            throw new IllegalArgumentException("member " + memberId + " of " + members.size() + " members");
        }
        if (maxConnections < 1 || maxConnections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("maxConnections " + maxConnections + " is not within 1 to 10000");
        }
        if (stallTimeout.compareTo(heartbeatTimeout) < 0) {
            throw new IllegalArgumentException("the stall timeout " + stallTimeout.toMillis()
                    + " ms is shorter than the heartbeat timeout " + heartbeatTimeout.toMillis() + " ms");
        }
    }

    /**
     * Lengths of Aeron's buffers, in bytes.
     *
     * @param mtuLength     greatest length of a frame; the event stream's own is part of its format
     * @param logTermLength length of a term of the Raft log, a power of two
     * @param termLength    length of a term of other streams, a power of two
     * @param segmentLength length of a file of a recording, a power of two, fixed with the first start
     */
    public record Buffers(int mtuLength, int logTermLength, int termLength, int segmentLength) {
        /** What measured best. */
        public static final Buffers DEFAULT = new Buffers(8192, 16 << 20, 1 << 20, 64 << 20);

        /** Checks them. */
        public Buffers {
            checkPowerOfTwo("logTermLength", logTermLength);
            checkPowerOfTwo("termLength", termLength);
            checkPowerOfTwo("segmentLength", segmentLength);
            if (segmentLength < logTermLength) {
                throw new IllegalArgumentException(
                        "segmentLength " + segmentLength + " < logTermLength " + logTermLength);
            }
        }

        private static void checkPowerOfTwo(String name, int length) {
            if (Integer.bitCount(length) != 1) {
                throw new IllegalArgumentException(name + " is no power of two: " + length);
            }
        }
    }

    /**
     * When snapshots are taken, and how many are kept.
     *
     * @param interval  between two, zero for never
     * @param logLength bytes of log after which the next is taken, 0 for never
     * @param onStop    whether one is taken when the node is told to stop
     * @param kept      newest ones that are kept, at least 2; 0 keeps all
     */
    public record Snapshots(Duration interval, long logLength, boolean onStop, int kept) {
        /** Only on command. */
        public static final Snapshots DEFAULT = new Snapshots(Duration.ZERO, 0, false, 2);

        /** Checks them. */
        public Snapshots {
            if (interval.isNegative() || logLength < 0) {
                throw new IllegalArgumentException("snapshots after " + interval + " or " + logLength + " bytes");
            }
            if (kept != 0 && kept < 2) {
                throw new IllegalArgumentException("at least 2 snapshots are kept, not " + kept);
            }
        }
    }

    /**
     * Silence of a leader that followers should bear.
     *
     * @param durability of the cluster
     * @return longer where a leader waits for its disk: while it writes its part of a snapshot it sends no heartbeats
     */
    public static Duration defaultHeartbeatTimeout(Durability durability) {
        return durability == Durability.DISK ? Duration.ofSeconds(1) : Duration.ofMillis(300);
    }

    /**
     * Begins a configuration with the settings that measured best.
     *
     * @param folder where log, event stream and snapshots are kept
     * @return what is refined, and built
     */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    /**
     * Whether the node is alone and reached over shared memory.
     *
     * @return true where it binds no port
     */
    public boolean isSharedMemoryAlone() {
        return members.isEmpty();
    }

    /**
     * This node's own address.
     *
     * @return null where it binds no port
     */
    public Member self() {
        return isSharedMemoryAlone() ? null : members.get(memberId);
    }

    /** Collects a configuration. */
    public static final class Builder {
        private final Path folder;
        private Path aeronFolder;
        private int memberId;
        private List<Member> members = List.of();
        private boolean isOpenNetwork;
        private Durability durability = Durability.DISK;
        private Threading threading = Threading.LOCAL;
        private List<Integer> cpus = List.of();
        private Buffers buffers = Buffers.DEFAULT;
        private int maxConnections = 1024;
        private Duration connectionTimeout = Duration.ofSeconds(10);
        private Duration heartbeatTimeout;
        private Duration stallTimeout = Duration.ofSeconds(60);
        private Snapshots snapshots = Snapshots.DEFAULT;
        private long acceptLoss = StorageConfig.NO_LOSS;
        private String metricsAddress;
        private Path logFile;

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** The folder of the media driver's shared memory. */
        public Builder aeronFolder(Path path) {
            aeronFolder = path;
            return this;
        }

        /** Which member of which cluster it is. */
        public Builder member(int id, List<Member> all) {
            memberId = id;
            members = all;
            return this;
        }

        /** Whether other addresses than loopback may be bound. */
        public Builder isOpenNetwork(boolean isOpen) {
            isOpenNetwork = isOpen;
            return this;
        }

        /** What an acknowledged command survives. */
        public Builder durability(Durability level) {
            durability = level;
            return this;
        }

        /** How the node uses the cores, and which; an empty list leaves the choice to the node. */
        public Builder threading(Threading profile, List<Integer> cores) {
            threading = profile;
            cpus = cores;
            return this;
        }

        /** Lengths of Aeron's buffers. */
        public Builder buffers(Buffers lengths) {
            buffers = lengths;
            return this;
        }

        /** Connections at once. */
        public Builder maxConnections(int connections) {
            maxConnections = connections;
            return this;
        }

        /** After which a connection that says nothing is closed. */
        public Builder connectionTimeout(Duration timeout) {
            connectionTimeout = timeout;
            return this;
        }

        /** After which followers of a silent leader elect another; null for what suits the durability. */
        public Builder heartbeatTimeout(Duration timeout) {
            heartbeatTimeout = timeout;
            return this;
        }

        /** After which a part or a client that does nothing is given up. */
        public Builder stallTimeout(Duration timeout) {
            stallTimeout = timeout;
            return this;
        }

        /** When snapshots are taken. */
        public Builder snapshots(Snapshots policy) {
            snapshots = policy;
            return this;
        }

        /** Position at which the operator accepts that the log ends. */
        public Builder acceptLoss(long logPosition) {
            acceptLoss = logPosition;
            return this;
        }

        /** Where the metrics page is, {@code host:port}; null for none. */
        public Builder metricsAddress(String address) {
            metricsAddress = address;
            return this;
        }

        /** Where the node's process writes what happens to it, besides its error output; null for nowhere. */
        public Builder logFile(Path file) {
            logFile = file;
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @throws IllegalArgumentException where it contradicts itself
         */
        public NodeConfig build() {
            return new NodeConfig(
                    folder,
                    aeronFolder,
                    memberId,
                    members,
                    isOpenNetwork,
                    durability,
                    threading,
                    cpus,
                    buffers,
                    maxConnections,
                    connectionTimeout,
                    heartbeatTimeout == null ? defaultHeartbeatTimeout(durability) : heartbeatTimeout,
                    stallTimeout,
                    snapshots,
                    acceptLoss,
                    metricsAddress,
                    logFile);
        }
    }
}
