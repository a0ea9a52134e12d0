package org.tallystick.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over HTTP, without a node behind it. */
@Timeout(60)
class MetricsServerTest {
    @TempDir
    Path folder;

    private volatile Throwable failure;
    private volatile long rounds;

    private MetricsServer launch(String address) {
        return MetricsServer.launch(address, false, 0, folder, new Health(() -> failure, () -> rounds));
    }

    @Test
    void shouldTellALiveNodeFromOneThatTakesPart() throws Exception {
        try (MetricsServer server = launch("127.0.0.1:0")) {
            assertEquals(new Page.Answer(200, "ok\n"), Page.get(server.port(), "/health"));
            assertEquals(new Page.Answer(503, "starting\n"), Page.get(server.port(), "/ready"));
            assertEquals(200, Page.get(server.port(), "/metrics").status());
        }
    }

    @Test
    void shouldTellAFailure() throws Exception {
        try (MetricsServer server = launch("localhost:0")) {
            failure = new IllegalStateException("the disk is full");

            assertEquals(new Page.Answer(503, "the disk is full\n"), Page.get(server.port(), "/health"));
            assertEquals(new Page.Answer(503, "the disk is full\n"), Page.get(server.port(), "/ready"));
            assertTrue(Page.get(server.port(), "/metrics").text().contains("tallystick_healthy{member=\"0\"} 0\n"));
        }
    }

    @Test
    void shouldRefuseOtherPathsAndMethods() throws Exception {
        try (MetricsServer server = launch("127.0.0.1:0")) {
            assertEquals(404, Page.get(server.port(), "/metrics/x").status());
            assertEquals(404, Page.get(server.port(), "/favicon.ico").status());
            assertEquals(405, Page.request(server.port(), "POST", "/metrics").status());
            assertEquals(200, Page.request(server.port(), "HEAD", "/metrics").status());
            assertEquals(200, Page.get(server.port(), "/").status());
        }
    }

    @Test
    void shouldServeOthersAfterAClientThatStopsInTheMiddleOfItsRequest() throws Exception {
        try (MetricsServer server = launch("127.0.0.1:0");
                Socket stalled = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            stalled.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));

            assertEquals(200, Page.get(server.port(), "/health").status());
        }
    }

    @Test
    void shouldFreeItsPortWhenClosed() throws IOException {
        MetricsServer server = launch("127.0.0.1:0");
        int port = server.port();

        server.close();

        launch("127.0.0.1:" + port).close();
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            Exception refused = assertThrows(IllegalStateException.class, () -> launch(address));

            assertTrue(
                    refused.getMessage().startsWith("the metrics page cannot bind " + address), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9100", ":9100", "localhost", "localhost:", "localhost:x", "localhost:65536", "localhost:-1"})
    void shouldRefuseWhatIsNoAddress(String address) {
        Exception refused = assertThrows(IllegalStateException.class, () -> launch(address));

        assertTrue(refused.getMessage().contains("expected host:port"), refused.getMessage());
    }

    @Test
    void shouldBindLoopbackOnlyUnlessTheNetworkIsOpen() {
        Exception refused = assertThrows(IllegalStateException.class, () -> launch("0.0.0.0:0"));

        assertTrue(refused.getMessage().contains("no loopback address"), refused.getMessage());
        assertEquals(0, MetricsAddress.parse("0.0.0.0:0", true).getPort());
    }
}
