package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members whose folders were emptied get everything from the one that has it. */
@Timeout(180)
class ReseededClusterTest {
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofMillis(300);

    /** Several times what two members that may be elected need for it. */
    private static final Duration LONG_ENOUGH = HEARTBEAT_TIMEOUT.multipliedBy(25);

    private static final int MEMBERS = 3;

    @TempDir
    Path folder;

    private final List<Member> members = members();
    private final RunningNode[] nodes = new RunningNode[MEMBERS];

    @AfterEach
    void close() {
        CloseHelper.closeAll(nodes);
    }

    @Test
    void shouldFillTwoEmptiedMembersFromTheThird() {
        for (int i = 0; i < MEMBERS; i++) {
            nodes[i] = node(i).launch();
        }
        // The timer alone makes a log.
        nodes[0].await(() -> hasMark(0, 4_096) && hasMark(1, 4_096) && hasMark(2, 4_096));
        for (int i = 0; i < MEMBERS; i++) {
            nodes[i].close();
            nodes[i] = null;
        }
        int whole = whole();
        Recording log = stored(whole).log();
        int length = (int) StoredFolder.end(log);
        byte[] before = StoredFolder.read(log, 0, length);
        for (int i = 0; i < MEMBERS; i++) {
            if (i != whole) {
                Reseed.moveAside(stored(i).path, MEMBERS - 1);
                nodes[i] = node(i).launch();
            }
        }

        assertNoLeader(LONG_ENOUGH);
        nodes[whole] = node(whole).launch();
        for (int i = 0; i < MEMBERS; i++) {
            int member = i;
            nodes[whole].await(() -> nodes[member].node.isReady() && hasMark(member, length));
            nodes[whole].await(() -> !ReseedNote.read(stored(member).path).exists());
        }

        for (int i = 0; i < MEMBERS; i++) {
            assertArrayEquals(
                    payloads(before), payloads(StoredFolder.read(stored(i).log(), 0, length)), "member " + i);
        }
    }

    private void assertNoLeader(Duration time) {
        RunningNode any = nodes[0] == null ? nodes[1] : nodes[0];
        long endNs = System.nanoTime() + time.toNanos();
        any.await(() -> {
            for (RunningNode node : nodes) {
                assertFalse(node != null && node.node.isReady(), "an emptied member takes part without the third");
            }
            return System.nanoTime() - endNs > 0;
        });
    }

    /** The member with the longest log: that of a follower may lack the last, uncommitted entries. */
    private int whole() {
        int found = 0;
        for (int i = 1; i < MEMBERS; i++) {
            found = StoredFolder.end(stored(i).log())
                            > StoredFolder.end(stored(found).log())
                    ? i
                    : found;
        }
        assertEquals(MEMBERS, members.size());
        return found;
    }

    /** A recording without the checksums, which stand where the session id was. */
    private static byte[] payloads(byte[] recorded) {
        byte[] result = recorded.clone();
        int at = 0;
        while (at + 32 <= result.length) {
            int length = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
            assertTrue(length > 0, "a frame at " + at);
            Arrays.fill(result, at + 12, at + 16, (byte) 0);
            at += length + 31 & ~31;
        }
        return result;
    }

    private boolean hasMark(int member, long logPosition) {
        StoredFolder stored = stored(member);
        return stored.mark() != null && stored.mark().logPosition() >= logPosition;
    }

    private StoredFolder stored(int member) {
        return new StoredFolder(folder.resolve("node-" + member));
    }

    private RunningNode node(int id) {
        return new RunningNode(NodeConfig.builder(stored(id).path)
                .durability(Durability.MEMORY)
                .heartbeatTimeout(HEARTBEAT_TIMEOUT)
                .member(id, members)
                .build());
    }

    private static List<Member> members() {
        List<Member> members = new ArrayList<>();
        int from = 26_000;
        for (int i = 0; i < MEMBERS; i++) {
            String endpoint = PeerArchive.freeEndpoint(from);
            int port = Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
            members.add(new Member("localhost", port));
            from = port + 2 * Member.PORTS;
        }
        return members;
    }
}
