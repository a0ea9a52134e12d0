package org.tallystick.node.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.tallystick.node.Durability;
import org.tallystick.node.Member;
import org.tallystick.node.NodeSettings;
import org.tallystick.node.Threading;

/**
 * What the folder of a cluster says about it, in {@code cluster.properties}. Nodes, ports, durability and threading are
 * those of the first start; heap, flags and further settings may change, and hold for nodes that are started from then on.
 */
record ClusterFile(
        int nodes,
        int basePort,
        Durability durability,
        Threading threading,
        String heap,
        List<String> jvmFlags,
        Map<String, String> settings) {

    /** Address of all nodes. */
    static final String HOST = "127.0.0.1";

    private static final String NAME = "cluster.properties";
    private static final String SETTING_PREFIX = "set.";

    /** Settings that are the cluster's own matter. */
    private static final Set<NodeSettings.Key> OWN = Set.of(
            NodeSettings.Key.FOLDER,
            NodeSettings.Key.MEMBER_ID,
            NodeSettings.Key.MEMBERS,
            NodeSettings.Key.DURABILITY,
            NodeSettings.Key.THREADING);

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** A cluster that has never been started. */
    static ClusterFile first(LocalClusterConfig config) {
        int nodes = orElse(config.nodes(), LocalClusterConfig.DEFAULT_NODES);
        return new ClusterFile(
                nodes,
                PortBlock.find(config.folder(), nodes),
                orElse(config.durability(), LocalClusterConfig.DEFAULT_DURABILITY),
                orElse(config.threading(), LocalClusterConfig.DEFAULT_THREADING),
                orElse(config.heap(), LocalClusterConfig.DEFAULT_HEAP),
                orElse(config.jvmFlags(), List.of()),
                merged(Map.of(), config.settings()));
    }

    /**
     * The same cluster with what may change as a configuration says.
     *
     * @throws IllegalArgumentException where it wants to change what is fixed
     */
    ClusterFile with(LocalClusterConfig config) {
        checkFixed("nodes", nodes, config.nodes());
        checkFixed("durability", durability, config.durability());
        checkFixed("threading", threading, config.threading());
        return new ClusterFile(
                nodes,
                basePort,
                durability,
                threading,
                orElse(config.heap(), heap),
                orElse(config.jvmFlags(), jvmFlags),
                merged(settings, config.settings()));
    }

    private static <T> void checkFixed(String name, T fixed, T wanted) {
        if (wanted != null && !wanted.equals(fixed)) {
            throw new IllegalArgumentException("this cluster was first started with " + name + " " + text(fixed)
                    + ", which stays; wanted was " + text(wanted) + ". Another folder makes another cluster");
        }
    }

    private static Map<String, String> merged(Map<String, String> before, Map<String, String> changes) {
        Map<String, String> all = new TreeMap<>(before);
        changes.forEach((key, value) -> {
            for (NodeSettings.Key own : OWN) {
                if (own.text().equals(key)) {
                    throw new IllegalArgumentException("setting '" + key + "' belongs to the cluster as a whole");
                }
            }
            if (value.isEmpty()) {
                all.remove(key);
            } else {
                all.put(key, value);
            }
        });
        return all;
    }

    List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (int id = 0; id < nodes; id++) {
            members.add(new Member(HOST, basePort + id * PortBlock.PORTS_PER_NODE));
        }
        return members;
    }

    /** The settings of one node. */
    Properties node(int id, Path dataFolder) {
        Properties node = new Properties();
        node.setProperty(NodeSettings.Key.FOLDER.text(), dataFolder.toString());
        node.setProperty(NodeSettings.Key.MEMBER_ID.text(), Integer.toString(id));
        List<String> members = members().stream().map(Member::toString).toList();
        node.setProperty(NodeSettings.Key.MEMBERS.text(), String.join(",", members));
        node.setProperty(NodeSettings.Key.DURABILITY.text(), text(durability));
        node.setProperty(NodeSettings.Key.THREADING.text(), text(threading));
        settings.forEach(node::setProperty);
        return node;
    }

    /** @throws LocalClusterException where there is none, or it cannot be read */
    static ClusterFile read(Path folder) {
        Path file = folder.resolve(NAME);
        Properties from = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            from.load(in);
            Map<String, String> settings = new TreeMap<>();
            for (String name : from.stringPropertyNames()) {
                if (name.startsWith(SETTING_PREFIX)) {
                    settings.put(name.substring(SETTING_PREFIX.length()), from.getProperty(name));
                }
            }
            String flags = from.getProperty("jvmFlags", "");
            return new ClusterFile(
                    Integer.parseInt(from.getProperty("nodes")),
                    Integer.parseInt(from.getProperty("basePort")),
                    Durability.valueOf(from.getProperty("durability").toUpperCase(Locale.ROOT)),
                    Threading.valueOf(from.getProperty("threading").toUpperCase(Locale.ROOT)),
                    from.getProperty("heap", LocalClusterConfig.DEFAULT_HEAP),
                    flags.isEmpty() ? List.of() : List.of(flags.split(" ")),
                    settings);
        } catch (IOException | RuntimeException e) {
            throw new LocalClusterException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes it whole or not at all. */
    void write(Path folder) {
        Properties to = new Properties();
        to.setProperty("nodes", Integer.toString(nodes));
        to.setProperty("basePort", Integer.toString(basePort));
        to.setProperty("durability", text(durability));
        to.setProperty("threading", text(threading));
        to.setProperty("heap", heap);
        to.setProperty("jvmFlags", String.join(" ", jvmFlags));
        settings.forEach((key, value) -> to.setProperty(SETTING_PREFIX + key, value));
        store(to, folder.resolve(NAME), "A cluster on this machine; nodes, ports, durability and threading stay");
    }

    static void store(Properties properties, Path file, String comment) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                properties.store(out, comment);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    private static <T> T orElse(T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
