package org.tallystick.node.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tallystick.node.Durability;
import org.tallystick.node.Threading;

/**
 * How a cluster on this machine is run. What is left out is as the cluster's folder has it, and at its first start as
 * {@link #DEFAULT_NODES} and so on say. Made by a {@link Builder}.
 *
 * @param folder     of the cluster: its settings, and the data and the log of each node; made where missing
 * @param nodes      1, 3 or 5, null to leave out; fixed with the first start
 * @param durability what an acknowledged command survives, null to leave out; fixed with the first start
 * @param threading  how each node uses the cores, null to leave out; fixed with the first start
 * @param heap       greatest heap of a node as {@code -Xmx} takes it, null to leave out
 * @param jvmFlags   more flags for the JVM of a node, after those that it always gets; null to leave out
 * @param settings   further settings of the nodes, by their keys; an empty value takes one back
 */
public record LocalClusterConfig(
        Path folder,
        Integer nodes,
        Durability durability,
        Threading threading,
        String heap,
        List<String> jvmFlags,
        Map<String, String> settings) {

    /** Nodes of a cluster of which nothing else is said. */
    public static final int DEFAULT_NODES = 3;

    /** Durability of such a cluster. */
    public static final Durability DEFAULT_DURABILITY = Durability.DISK;

    /** Threading of such a cluster. */
    public static final Threading DEFAULT_THREADING = Threading.LOCAL;

    /** Greatest heap of a node of such a cluster. */
    public static final String DEFAULT_HEAP = "1g";

    private static final String HEAP_FORM = "[1-9][0-9]{0,9}[kmgKMG]?";

    /**
     * Checks what can be checked without the folder.
     *
     * @throws IllegalArgumentException naming what is wrong, and what was expected
     */
    public LocalClusterConfig {
        folder = Objects.requireNonNull(folder, "folder").toAbsolutePath().normalize();
        if (nodes != null && nodes != 1 && nodes != 3 && nodes != 5) {
            throw new IllegalArgumentException("a cluster has 1, 3 or 5 nodes, not " + nodes);
        }
        if (heap != null && !heap.matches(HEAP_FORM)) {
            throw new IllegalArgumentException("heap " + heap + ", expected bytes such as 512m or 2g");
        }
        jvmFlags = jvmFlags == null ? null : List.copyOf(jvmFlags);
        if (jvmFlags != null) {
            for (String flag : jvmFlags) {
                if (!flag.startsWith("-") || flag.chars().anyMatch(Character::isWhitespace)) {
                    throw new IllegalArgumentException(
                            "JVM flag '" + flag + "', expected one that begins with - and has no blank");
                }
            }
        }
        settings = Map.copyOf(settings);
    }

    /**
     * Begins a configuration that leaves everything out.
     *
     * @param folder of the cluster
     * @return what is refined, and built
     */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    /** Collects a configuration. */
    public static final class Builder {
        private final Path folder;
        private Integer nodes;
        private Durability durability;
        private Threading threading;
        private String heap;
        private List<String> jvmFlags;
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** How many nodes, 1, 3 or 5; null to leave out. */
        public Builder nodes(Integer count) {
            nodes = count;
            return this;
        }

        /** What an acknowledged command survives; null to leave out. */
        public Builder durability(Durability level) {
            durability = level;
            return this;
        }

        /** How each node uses the cores; null to leave out. */
        public Builder threading(Threading profile) {
            threading = profile;
            return this;
        }

        /** Greatest heap of a node, {@code 512m}, {@code 2g}; null to leave out. */
        public Builder heap(String bytes) {
            heap = bytes;
            return this;
        }

        /** One more flag for the JVM of each node. */
        public Builder jvmFlag(String flag) {
            if (jvmFlags == null) {
                jvmFlags = new ArrayList<>();
            }
            jvmFlags.add(flag);
            return this;
        }

        /** A setting of each node, as in its file; an empty value takes an earlier one back. */
        public Builder setting(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @throws IllegalArgumentException naming what is wrong
         */
        public LocalClusterConfig build() {
            return new LocalClusterConfig(folder, nodes, durability, threading, heap, jvmFlags, settings);
        }
    }
}
