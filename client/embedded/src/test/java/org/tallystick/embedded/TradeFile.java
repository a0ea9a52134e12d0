package org.tallystick.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamConfig.Checkpoint;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.TradeDecoder;

/**
 * An example of a consumer: keeps all trades of an exchange in a CSV file, each exactly once, however often it is killed.
 *
 * <p>The checkpoint is a line of the same file, behind the trades that it covers, so that both are stored or neither is. A
 * program that starts cuts off what lies behind the last whole checkpoint, and reads the stream from there:
 *
 * <pre>{@code
 * try (TradeFile file = new TradeFile(path);
 *         EventStreamReader reader = new EventStreamReader(config.checkpoint(file.checkpoint()), file)) {
 *     while (isRunning) {
 *         idle.idle(reader.poll());
 *     }
 * }
 * }</pre>
 */
final class TradeFile implements EventHandler, AutoCloseable {
    private static final String MARK = "#";

    private final FileChannel file;
    private final StringBuilder lines = new StringBuilder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private Checkpoint checkpoint = Checkpoint.START;

    TradeFile(Path path) {
        try {
            long length = Files.exists(path) ? readCheckpoint(path) : 0;
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.truncate(length).position(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds the last whole line with a checkpoint; returns where it ends. */
    private long readCheckpoint(Path path) throws IOException {
        long end = 0;
        try (RandomAccessFile input = new RandomAccessFile(path.toFile(), "r")) {
            String line;
            while ((line = input.readLine()) != null) {
                long at = input.getFilePointer();
                input.seek(at - 1);
                if (line.startsWith(MARK) && input.read() == '\n') {
                    String[] fields = line.substring(1).split(",", -1);
                    checkpoint = new Checkpoint(
                            Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
                    end = at;
                }
                input.seek(at);
            }
        }
        return end;
    }

    /** Where the reader has to go on. */
    Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
        if (templateId == TradeDecoder.TEMPLATE_ID) {
            trade.wrapAndApplyHeader(buffer, offset, header);
            lines.append(seq)
                    .append(',')
                    .append(trade.tradeId())
                    .append(',')
                    .append(trade.instrumentId())
                    .append(',')
                    .append(trade.price())
                    .append(',')
                    .append(trade.quantity())
                    .append('\n');
        }
    }

    /** Between two transactions: what they brought and the place behind them go to the file together. */
    @Override
    public void onCheckpoint(Checkpoint reached) {
        checkpoint = reached;
        if (lines.length() > 0) {
            lines.append(MARK)
                    .append(reached.position())
                    .append(',')
                    .append(reached.nextSeq())
                    .append(',')
                    .append(reached.runningHash())
                    .append('\n');
            write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII)));
            lines.setLength(0);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
