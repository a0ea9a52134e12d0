package org.tallystick.node.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Ports in a row that nobody has, below those that the system gives to anybody. */
final class PortBlock {
    /** Ports of a node: five of its own, the rest for what an operator adds. */
    static final int PORTS_PER_NODE = 10;

    private static final int FIRST = 20_000;
    private static final int LENGTH = 50;
    private static final int BLOCKS = (32_700 - FIRST) / LENGTH;

    private PortBlock() {}

    /**
     * Finds a block that is free now. Where it looks first depends on the folder, so that clusters that are stopped
     * seldom lose their ports to others.
     *
     * @return its first port
     */
    static int find(Path folder, int nodes) {
        int firstBlock = Math.floorMod(folder.toString().hashCode(), BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int port = FIRST + (firstBlock + i) % BLOCKS * LENGTH;
            if (isFree(port, nodes * PORTS_PER_NODE)) {
                return port;
            }
        }
        throw new LocalClusterException("there are no " + nodes * PORTS_PER_NODE + " free ports in a row on loopback,"
                + " from " + FIRST + " to " + (FIRST + BLOCKS * LENGTH - 1));
    }

    private static boolean isFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            InetSocketAddress address = new InetSocketAddress(ClusterFile.HOST, port);
            try (DatagramSocket udp = new DatagramSocket(address);
                    ServerSocket tcp = new ServerSocket()) {
                tcp.bind(address);
                if (!udp.isBound()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
