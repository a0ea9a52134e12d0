package org.tallystick.embedded;

import java.nio.file.Path;
import org.tallystick.node.Durability;

/**
 * How an embedded exchange is run.
 *
 * @param folder     where its data is kept, null for a temporary folder that is removed on close
 * @param durability what an acknowledged command survives
 * @param threading  who drives the node
 */
public record EmbeddedConfig(Path folder, Durability durability, Threading threading) {
    /** Who drives the node. */
    public enum Threading {
        /** A thread of the exchange. */
        OWN_THREAD,

        /**
         * The caller's thread, in {@link EmbeddedExchange#poll} and wherever a connection or a reader waits. Everything
         * then happens on that one thread: the least latency on few cores.
         */
        CALLER
    }

    /**
     * A temporary exchange on a thread of its own, which forces every write to the disk.
     *
     * @return a configuration to be refined
     */
    public static EmbeddedConfig defaults() {
        return new EmbeddedConfig(null, Durability.DISK, Threading.OWN_THREAD);
    }

    /**
     * Names the folder of the data, which stays when the exchange is closed.
     *
     * @param path of the folder, created where missing
     * @return the changed configuration
     */
    public EmbeddedConfig folder(Path path) {
        return new EmbeddedConfig(path, durability, threading);
    }

    /**
     * Changes the durability.
     *
     * @param level what an acknowledged command survives
     * @return the changed configuration
     */
    public EmbeddedConfig durability(Durability level) {
        return new EmbeddedConfig(folder, level, threading);
    }

    /**
     * Changes who drives the node.
     *
     * @param who drives it
     * @return the changed configuration
     */
    public EmbeddedConfig threading(Threading who) {
        return new EmbeddedConfig(folder, durability, who);
    }
}
