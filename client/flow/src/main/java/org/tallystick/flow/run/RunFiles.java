package org.tallystick.flow.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamException;
import org.tallystick.codecs.events.CommandRejectedDecoder;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MassCancelRejectedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.OrderChangeRejectedDecoder;
import org.tallystick.codecs.events.OrderRejectedDecoder;
import org.tallystick.codecs.events.TradeDecoder;
import org.tallystick.codecs.types.RejectReason;

/**
 * Makes the files of a run from the event stream and from nothing else: trades as they come, the book at the end, and
 * depth after every row where it is asked for. The cause of a transaction, session and clientSeq, gives its row.
 */
public final class RunFiles implements EventHandler, AutoCloseable {
    private static final List<String> NAMES = List.of("trades.csv", "book.csv", "depth.csv", "summary.json");

    private final Path folder;
    private final RowLedger ledger;
    private final int sessionId;
    private final MarketReplica market;
    private final CsvFile trades;
    private final DepthFile depth;
    private final long[] rejected = new long[1 << Byte.SIZE];

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final OrderRejectedDecoder orderRejected = new OrderRejectedDecoder();
    private final OrderChangeRejectedDecoder changeRejected = new OrderChangeRejectedDecoder();
    private final MassCancelRejectedDecoder massCancelRejected = new MassCancelRejectedDecoder();
    private final CommandRejectedDecoder commandRejected = new CommandRejectedDecoder();

    private boolean isOurs;
    private long row;
    private long timeNs;
    private long tradeCount;

    /**
     * Begins the files of a run.
     *
     * @param folder      where they go, prepared by {@link #clear}
     * @param ledger      tells the row of a message
     * @param sessionId   session that sent the rows
     * @param depthLevels levels of {@code depth.csv}, 0 for none
     * @throws IOException where a file cannot be written
     */
    public RunFiles(Path folder, RowLedger ledger, int sessionId, int depthLevels) throws IOException {
        this.folder = folder;
        this.ledger = ledger;
        this.sessionId = sessionId;
        market = new MarketReplica(depthLevels > 0);
        trades = new CsvFile(
                folder.resolve("trades.csv"), "seq,time_ns,symbol,price,qty,buy_cl_ord_id,sell_cl_ord_id,aggressor");
        depth = depthLevels > 0 ? new DepthFile(folder.resolve("depth.csv"), depthLevels) : null;
    }

    /**
     * Makes the folder where it is missing, and removes the files of an earlier run from it, which a run that fails would
     * leave behind as if they were its own.
     *
     * @param folder of the files
     * @throws IOException where that cannot be done
     */
    static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : NAMES) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    @Override
    public void onBegin(FrameHeaderDecoder frame) {
        timeNs = frame.engineTime();
        isOurs = frame.causeSessionId() == sessionId;
        row = isOurs ? ledger.row(frame.causeClientSeq()) : RowLedger.NONE;
    }

    @Override
    public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
        market.onEvent(templateId, buffer, offset);
        switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case OrderRejectedDecoder.TEMPLATE_ID ->
                onRejected(
                        orderRejected.wrapAndApplyHeader(buffer, offset, header).reason());
            case OrderChangeRejectedDecoder.TEMPLATE_ID ->
                onRejected(changeRejected
                        .wrapAndApplyHeader(buffer, offset, header)
                        .reason());
            case MassCancelRejectedDecoder.TEMPLATE_ID ->
                onRejected(massCancelRejected
                        .wrapAndApplyHeader(buffer, offset, header)
                        .reason());
            case CommandRejectedDecoder.TEMPLATE_ID ->
                onCommandRejected(commandRejected.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // Told by the replica.
            }
        }
    }

    private void onTrade(TradeDecoder event) {
        ReplicaBook book = market.book(event.instrumentId());
        trades.number(++tradeCount)
                .number(timeNs)
                .text(book.symbol)
                .decimal(event.price(), book.priceDecimals)
                .decimal(event.quantity(), book.qtyDecimals)
                .number(event.buy().clOrdId())
                .number(event.sell().clOrdId());
        switch (event.aggressor()) {
            case BUY -> trades.letter('B');
            case SELL -> trades.letter('S');
            default -> trades.letter('N');
        }
        trades.endRow();
    }

    private void onCommandRejected(CommandRejectedDecoder event) {
        if (isOurs && row == RowLedger.NONE) {
            throw new EventStreamException("the exchange refused the definition of instrument or account "
                    + event.entityId() + " of the flow: " + event.reason());
        }
        onRejected(event.reason());
    }

    private void onRejected(RejectReason reason) {
        if (row != RowLedger.NONE) {
            rejected[reason.value()]++;
        }
    }

    /** Counts rows that were refused before they became messages: they have more decimals than the instrument. */
    void rejectedHere(RejectReason reason, long count) {
        rejected[reason.value()] += count;
    }

    @Override
    public void onCommit(FrameHeaderDecoder frame) {
        market.onCommit();
        if (depth != null && row != RowLedger.NONE) {
            for (ReplicaBook book : market.books()) {
                depth.onRow(row, timeNs, book);
            }
        }
    }

    /** The market as the events told it. */
    MarketReplica market() {
        return market;
    }

    /** Number of trades. */
    long tradeCount() {
        return tradeCount;
    }

    /** Rows refused for a reason. */
    long rejected(RejectReason reason) {
        return rejected[reason.value()];
    }

    /**
     * Writes what can be written only at the end.
     *
     * @throws IOException where a file cannot be written
     */
    void finish() throws IOException {
        BookFile.write(folder.resolve("book.csv"), market);
    }

    @Override
    public void close() throws IOException {
        try (trades;
                depth) {
            // Closing is all there is.
        }
    }
}
