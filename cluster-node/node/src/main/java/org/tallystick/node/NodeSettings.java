package org.tallystick.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads a node's configuration: from a file of properties, over it from the environment ({@code TALLYSTICK_MEMBER_ID}),
 * over that from {@code -D} ({@code -Dtallystick.memberId}). Keys that are not {@linkplain Key known} are refused; those
 * that begin with {@code aeron.} go to Aeron as they are.
 */
public final class NodeSettings {
    private static final String PROPERTY_PREFIX = "tallystick.";
    private static final String VARIABLE_PREFIX = "TALLYSTICK_";
    private static final String AERON_PREFIX = "aeron.";

    private static final long KIBI = 1L << 10;

    private final Map<Key, String> values = new TreeMap<>();
    private final Map<Key, String> sources = new TreeMap<>();

    private NodeSettings() {}

    /** What can be set. */
    public enum Key {
        FOLDER("folder", "path", "none: it must be set", "any", "where log, event stream and snapshots are kept"),
        MEMBER_ID("memberId", "number", "0", "0 to members - 1", "which member of its cluster the node is"),
        MEMBERS(
                "members",
                "host:port,...",
                "none: a node alone, over shared memory",
                "1 to 9 members",
                "base ports of all members in the order of their ids; each takes five UDP ports in a row"),
        OPEN_NETWORK("openNetwork", "true or false", "false", "", "whether other addresses than loopback may be bound"),
        DURABILITY("durability", "", "disk", "disk, memory", "what an acknowledged command survives"),
        THREADING("threading", "", "local", "local, quiet, dedicated", "how the node uses the cores"),
        CPUS(
                "cpus",
                "core,...",
                "the last five",
                "five cores",
                "cores of sender, receiver, archive, consensus module and service with threading=dedicated"),
        HEARTBEAT_TIMEOUT(
                "heartbeatTimeout",
                "duration",
                "1s with disk, 300ms with memory",
                "100ms to 60s",
                "silence after which followers elect another leader; heartbeats come ten times as often"),
        CONNECTION_TIMEOUT(
                "connectionTimeout", "duration", "10s", "1s to 1h", "silence after which a connection is closed"),
        STALL_TIMEOUT(
                "stallTimeout",
                "duration",
                "60s",
                "heartbeatTimeout to 1h",
                "after which a part or a client of the media driver that does nothing is given up"),
        MAX_CONNECTIONS("maxConnections", "number", "1024", "1 to 10000", "connections at once"),
        MTU("mtu", "bytes", "8k", "1408 to 65504, by 32", "greatest length of a frame on the network"),
        LOG_TERM_LENGTH("logTermLength", "bytes", "16m", "64k to 1g, a power of two", "term of the Raft log"),
        TERM_LENGTH("termLength", "bytes", "1m", "64k to 1g, a power of two", "term of other streams"),
        SEGMENT_LENGTH(
                "segmentLength",
                "bytes",
                "64m",
                "logTermLength to 1g, a power of two",
                "file of a recording; fixed with the first start"),
        SNAPSHOT_INTERVAL("snapshotInterval", "duration", "0", "0 for never, to 30d", "time between two snapshots"),
        SNAPSHOT_LOG_LENGTH(
                "snapshotLogLength", "bytes", "0", "0 for never", "log after which the next snapshot is taken"),
        SNAPSHOT_ON_STOP("snapshotOnStop", "true or false", "false", "", "whether stopping takes a snapshot first"),
        SNAPSHOTS_KEPT("snapshotsKept", "number", "2", "2 or more, 0 for all", "newest snapshots that are kept"),
        ACCEPT_LOSS(
                "acceptLoss",
                "log position",
                "none",
                "the one that the node names when it refuses to start",
                "accepts that all after it is lost; to be removed again after the start"),
        METRICS("metrics", "host:port", "none", "a loopback address unless openNetwork", "where the metrics page is"),
        LOG(
                "log",
                "path",
                "node.log in the folder",
                "none for no file",
                "file of elections, warnings and errors; put aside at 8 MiB, four of those are kept");

        private final String text;
        private final String unit;
        private final String defaultValue;
        private final String range;
        private final String meaning;

        Key(String text, String unit, String defaultValue, String range, String meaning) {
            this.text = text;
            this.unit = unit;
            this.defaultValue = defaultValue;
            this.range = range;
            this.meaning = meaning;
        }

        /** As it stands in the file. */
        public String text() {
            return text;
        }

        /** What its value counts, or its form. */
        public String unit() {
            return unit;
        }

        /** What holds where it is not set. */
        public String defaultValue() {
            return defaultValue;
        }

        /** Which values it can have. */
        public String range() {
            return range;
        }

        /** What it sets. */
        public String meaning() {
            return meaning;
        }

        /** As it stands in the environment. */
        public String variable() {
            return VARIABLE_PREFIX + name();
        }

        private static Key of(String text) {
            for (Key key : values()) {
                if (key.text.equals(text)) {
                    return key;
                }
            }
            return null;
        }
    }

    /**
     * Reads a configuration from all sources.
     *
     * @param file        of properties, null for none
     * @param environment of the process
     * @param system      properties of the JVM; those for Aeron that the file names are put there
     * @return the configuration
     * @throws IllegalArgumentException naming the source, the key and what was expected
     */
    public static NodeConfig read(Path file, Map<String, String> environment, Properties system) {
        NodeSettings settings = new NodeSettings();
        if (file != null) {
            settings.readFile(file, system);
        }
        settings.readEnvironment(environment);
        settings.readSystem(system);
        return settings.config();
    }

    private void readFile(Path file, Properties system) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no configuration file " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(AERON_PREFIX)) {
                system.putIfAbsent(name, properties.getProperty(name));
            } else {
                put(name, properties.getProperty(name), file.toString());
            }
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        for (Key key : Key.values()) {
            String value = environment.get(key.variable());
            if (value != null) {
                put(key.text, value, "variable " + key.variable());
            }
        }
    }

    private void readSystem(Properties system) {
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(PROPERTY_PREFIX)) {
                put(name.substring(PROPERTY_PREFIX.length()), system.getProperty(name), "-D" + name);
            }
        }
    }

    private void put(String name, String value, String source) {
        Key key = Key.of(name);
        if (key == null) {
            List<String> known = new ArrayList<>();
            for (Key other : Key.values()) {
                known.add(other.text);
            }
            throw new IllegalArgumentException(
                    source + ": there is no setting '" + name + "', there are " + String.join(", ", known));
        }
        values.put(key, value.strip());
        sources.put(key, source);
    }

    private NodeConfig config() {
        String folder = values.get(Key.FOLDER);
        if (folder == null || folder.isEmpty()) {
            throw new IllegalArgumentException("'folder' is not set: where should the node keep its data?");
        }
        NodeConfig.Buffers buffers = NodeConfig.Buffers.DEFAULT;
        NodeConfig.Snapshots snapshots = NodeConfig.Snapshots.DEFAULT;
        try {
            return NodeConfig.builder(Path.of(folder))
                    .member(
                            intOf(Key.MEMBER_ID, 0, 0, NodeConfig.MAX_MEMBERS - 1),
                            of(Key.MEMBERS, List.of(), Member::parse))
                    .isOpenNetwork(booleanOf(Key.OPEN_NETWORK))
                    .durability(of(Key.DURABILITY, Durability.DISK, value -> oneOf(Durability.values(), value)))
                    .threading(
                            of(Key.THREADING, Threading.LOCAL, value -> oneOf(Threading.values(), value)),
                            of(Key.CPUS, List.of(), PinnedThreads::parse))
                    .heartbeatTimeout(heartbeatTimeout())
                    .connectionTimeout(durationOf(Key.CONNECTION_TIMEOUT, "10s", "1s", "1h"))
                    .stallTimeout(durationOf(Key.STALL_TIMEOUT, "60s", "100ms", "1h"))
                    .maxConnections(intOf(Key.MAX_CONNECTIONS, 1024, 1, NodeConfig.MAX_CONNECTIONS))
                    .buffers(new NodeConfig.Buffers(
                            lengthOf(Key.MTU, buffers.mtuLength(), 1408, 65_504),
                            lengthOf(Key.LOG_TERM_LENGTH, buffers.logTermLength(), 64 * KIBI, KIBI * KIBI * KIBI),
                            lengthOf(Key.TERM_LENGTH, buffers.termLength(), 64 * KIBI, KIBI * KIBI * KIBI),
                            lengthOf(Key.SEGMENT_LENGTH, buffers.segmentLength(), 64 * KIBI, KIBI * KIBI * KIBI)))
                    .snapshots(new NodeConfig.Snapshots(
                            durationOf(Key.SNAPSHOT_INTERVAL, "0", "0", "30d"),
                            longLengthOf(Key.SNAPSHOT_LOG_LENGTH, snapshots.logLength(), 0, Long.MAX_VALUE),
                            booleanOf(Key.SNAPSHOT_ON_STOP),
                            intOf(Key.SNAPSHOTS_KEPT, snapshots.kept(), 0, Integer.MAX_VALUE)))
                    .acceptLoss(of(
                            Key.ACCEPT_LOSS,
                            StorageConfig.NO_LOSS,
                            value -> within(Long.parseLong(value), 0, Long.MAX_VALUE)))
                    .metricsAddress(of(Key.METRICS, null, Function.identity()))
                    .logFile(of(
                            Key.LOG,
                            Path.of(folder).resolve("node.log"),
                            value -> value.equals("none") ? null : Path.of(value)))
                    .build();
        } catch (SettingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the configuration contradicts itself: " + e.getMessage(), e);
        }
    }

    private <T> T of(Key key, T defaultValue, Function<String, T> parser) {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            return defaultValue;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    sources.get(key) + ": " + key.text + "=" + value + ", expected " + key.unit
                            + (key.range.isEmpty() || key.unit.isEmpty() ? "" : ", ") + key.range,
                    e);
        }
    }

    private int intOf(Key key, int defaultValue, int least, int greatest) {
        return of(key, defaultValue, value -> (int) within(Long.parseLong(value), least, greatest));
    }

    private int lengthOf(Key key, int defaultValue, long least, long greatest) {
        return (int) longLengthOf(key, defaultValue, least, greatest);
    }

    private long longLengthOf(Key key, long defaultValue, long least, long greatest) {
        return of(key, defaultValue, value -> within(parseLength(value), least, greatest));
    }

    private boolean booleanOf(Key key) {
        return of(key, false, value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    private Duration heartbeatTimeout() {
        return values.getOrDefault(Key.HEARTBEAT_TIMEOUT, "").isEmpty()
                ? null
                : durationOf(Key.HEARTBEAT_TIMEOUT, "0", "100ms", "60s");
    }

    private Duration durationOf(Key key, String defaultValue, String least, String greatest) {
        return of(key, parseDuration(defaultValue), value -> {
            Duration duration = parseDuration(value);
            if (duration.compareTo(parseDuration(least)) < 0 || duration.compareTo(parseDuration(greatest)) > 0) {
                throw new IllegalArgumentException();
            }
            return duration;
        });
    }

    private static long within(long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static <E extends Enum<E>> E oneOf(E[] all, String value) {
        for (E each : all) {
            if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        throw new IllegalArgumentException();
    }

    /** Reads a number of bytes: {@code 4096}, {@code 64k}, {@code 16m}, {@code 1g}. */
    static long parseLength(String text) {
        long unit = switch (text.charAt(text.length() - 1)) {
            case 'k' -> KIBI;
            case 'm' -> KIBI * KIBI;
            case 'g' -> KIBI * KIBI * KIBI;
            default -> 1;
        };
        try {
            return Math.multiplyExact(Long.parseLong(unit == 1 ? text : text.substring(0, text.length() - 1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Reads a time: {@code 0}, {@code 300ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 1d}. */
    static Duration parseDuration(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long count = Long.parseLong(text.substring(0, digits));
        try {
            return switch (text.substring(digits)) {
                case "" -> {
                    if (count != 0) {
                        throw new IllegalArgumentException();
                    }
                    yield Duration.ZERO;
                }
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> throw new IllegalArgumentException();
            };
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** One setting is wrong; the message says all. */
    private static final class SettingException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private SettingException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
