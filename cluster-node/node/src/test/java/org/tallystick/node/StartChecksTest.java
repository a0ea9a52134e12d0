package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartChecksTest {
    private static final int BASE_PORT = 21_300;

    @TempDir
    private Path folder;

    @Test
    void shouldTakeFreePortsOnLoopback() {
        assertDoesNotThrow(() -> check(List.of(new Member("localhost", BASE_PORT))));
    }

    @Test
    void shouldNameAPortThatIsTaken() throws SocketException {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), BASE_PORT + 3);
        try (DatagramSocket socket = new DatagramSocket(taken)) {
            assertEquals(BASE_PORT + 3, socket.getLocalPort());
            assertRefused("UDP port " + (BASE_PORT + 3), new Member("localhost", BASE_PORT));
        }
    }

    @Test
    void shouldRefusePortsThatTheSystemGivesToAnybody() {
        assertRefused("choose lower ones", new Member("localhost", 65_000));
    }

    @Test
    void shouldRefuseMembersThatSharePorts() {
        assertRefused(
                "member 1 at localhost:" + (BASE_PORT + 4) + " shares port " + (BASE_PORT + 4),
                new Member("localhost", BASE_PORT),
                new Member("localhost", BASE_PORT + 4));
    }

    @Test
    void shouldRefuseAnOpenNetworkUnlessToldOtherwise() {
        assertRefused("no loopback address", new Member("0.0.0.0", BASE_PORT));
        assertDoesNotThrow(() -> StartChecks.check(
                NodeConfig.builder(folder)
                        .member(0, List.of(new Member("0.0.0.0", BASE_PORT)))
                        .isOpenNetwork(true)
                        .build(),
                folder.resolve("aeron")));
    }

    @Test
    void shouldReadTheCoresOfThisProcess() {
        assertEquals(List.of(0, 1, 2, 3, 8), PinnedThreads.parse("0-3,8"));
        assertTrue(assertThrows(IllegalStateException.class, () -> PinnedThreads.on(List.of(0, 1)))
                .getMessage()
                .contains("5 are needed"));
    }

    private void assertRefused(String message, Member... members) {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> check(List.of(members)));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    private void check(List<Member> members) {
        StartChecks.check(NodeConfig.builder(folder).member(0, members).build(), folder.resolve("aeron"));
    }
}
