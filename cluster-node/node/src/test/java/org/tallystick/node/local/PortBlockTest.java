package org.tallystick.node.local;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PortBlockTest {
    private static final Path FOLDER = Path.of("/a/cluster");

    @Test
    void shouldFindPortsBelowThoseThatTheSystemGivesToAnybody() {
        int first = PortBlock.find(FOLDER, 5);

        assertTrue(first >= 20_000 && first + 5 * PortBlock.PORTS_PER_NODE <= 32_768, () -> "first port " + first);
    }

    @Test
    void shouldPassOverABlockOfWhichAPortIsTaken() throws Exception {
        int first = PortBlock.find(FOLDER, 3);

        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(ClusterFile.HOST, first + 12))) {
            assertTrue(taken.isBound());
            assertNotEquals(first, PortBlock.find(FOLDER, 3));
        }
    }
}
