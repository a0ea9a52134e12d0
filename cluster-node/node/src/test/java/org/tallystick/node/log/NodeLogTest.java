package org.tallystick.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node says, and where. */
@Timeout(30)
class NodeLogTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private List<String> said() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldSayLinesWithTimeMemberAndLevel() {
        try (NodeLog log = NodeLog.toStream(2, stream)) {
            log.info("leads, term 3");
            log.warn("the archive:\n  slow");
        }

        assertEquals(2, said().size());
        assertTrue(said().get(0).matches(TIME + " node 2 INFO leads, term 3"), said().get(0));
        assertTrue(said().get(1).matches(TIME + " node 2 WARN the archive:; slow"), said().get(1));
    }

    @Test
    void shouldCountWarningsOfOneKind() {
        try (NodeLog log = NodeLog.toStream(0, stream)) {
            for (int i = 0; i < 5000; i++) {
                log.warn("no answer from " + i);
            }
        }

        assertEquals(2, said().size());
        assertTrue(said().get(1).endsWith("WARN 4999 more of this kind, the last: no answer from 4999"));
    }

    @Test
    void shouldKeepTheTraceOfAFailureInTheFileAndEndWithItsLine() throws IOException {
        Path file = folder.resolve("node.log");
        try (NodeLog log = NodeLog.toStream(0, stream)) {
            log.openFile(file);
            log.error("the node stopped", new IllegalStateException("outer", new IOException("inner")));
        }

        assertEquals(1, said().size());
        List<String> lines = Files.readAllLines(file);
        assertEquals("java.lang.IllegalStateException: outer", lines.get(0));
        assertTrue(lines.contains("caused by java.io.IOException: inner"), lines.toString());
        assertTrue(lines.get(lines.size() - 1).endsWith(" node 0 ERROR the node stopped"));
    }

    @Test
    void shouldNotWaitForAPipeThatNobodyReads() {
        CountDownLatch isRead = new CountDownLatch(1);
        OutputStream pipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    isRead.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                bytes.write(b);
            }
        };
        int lines = LineWriter.MAX_WAITING * 2;
        try (NodeLog log = NodeLog.toStream(0, new PrintStream(pipe, true, StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                log.info("line " + i);
            }
            isRead.countDown();
        }

        assertTrue(said().size() <= LineWriter.MAX_WAITING + 2, said().size() + " lines");
        assertTrue(said().get(0).endsWith("line 0"));
    }
}
