package org.tallystick.flow.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventText;
import org.tallystick.client.FrameReader;
import org.tallystick.codecs.DecimalText;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.InstrumentsFile;

/**
 * What happens in a flow, as lines that a trader can read: every row as a comment, below it what it caused, and at the end
 * the book. What defines instruments and accounts is left out.
 */
final class GoldenStory implements EventHandler {
    private static final List<String> SAID_BY_NAME = List.of("account", "stop_price", "display_qty", "flags");

    private final List<String> lines = new ArrayList<>();
    private final EventText text = new EventText();
    private final MarketReplica market = new MarketReplica(false);
    private boolean isTold;

    private GoldenStory() {}

    static List<String> of(Path flow, Path instrumentsFile) throws IOException {
        GoldenStory story = new GoldenStory();
        story.run(flow, InstrumentsFile.read(instrumentsFile));
        return story.lines;
    }

    private void run(Path flow, Instruments instruments) throws IOException {
        FrameReader frames = new FrameReader(this);
        EngineSession session = new EngineSession(frames::onFrame);
        RowSender sender = new RowSender(session);
        List<String> rows = rowsAsText(flow);
        FlowRow row = new FlowRow();
        int accounts = 0;
        try (FlowReader reader = FlowReader.open(flow, instruments)) {
            session.open(FlowGenesis.parameters(0));
            session.transactTimeNs(0);
            for (int i = 0; i < instruments.count(); i++) {
                sender.define(instruments, i);
            }
            while (reader.read(row)) {
                for (; accounts < reader.accounts().count(); accounts++) {
                    sender.defineAccount(accounts + 1, reader.accounts().name(accounts));
                }
                lines.add("# " + rows.get((int) row.number - 1));
                RejectReason reason = RowSender.whyNotSent(row);
                if (reason == RejectReason.NONE) {
                    isTold = true;
                    sender.send(row);
                    isTold = false;
                } else {
                    lines.add("NOT_SENT " + reason);
                }
            }
        }
        RebuiltMarket.check(market, session.engine().marketHash());
        lines.add("# the book at the end");
        for (ReplicaBook book : market.books()) {
            tell(book, "B", book.bidsFromBest());
            tell(book, "S", book.asksFromBest());
        }
    }

    private void tell(ReplicaBook book, String side, Iterable<ReplicaLevel> levels) {
        for (ReplicaLevel level : levels) {
            for (ReplicaOrder order = level.first; order != null; order = order.next) {
                String account = market.accountName(order.accountId);
                lines.add(book.symbol + ' ' + side + ' ' + DecimalText.toString(order.leavesQty, book.qtyDecimals)
                        + " @ " + DecimalText.toString(order.price, book.priceDecimals) + " cl=" + order.clOrdId
                        + (account.isEmpty() ? "" : '(' + account + ')'));
            }
        }
    }

    @Override
    public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
        market.onEvent(templateId, buffer, offset);
        String event = text.event(templateId, buffer, offset);
        if (isTold) {
            lines.add(event);
        }
    }

    @Override
    public void onCommit(FrameHeaderDecoder header) {
        market.onCommit();
    }

    /** The rows as the file has them, without times; fields that are seldom there with their names. */
    private static List<String> rowsAsText(Path flow) throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> file = Files.readAllLines(flow, StandardCharsets.US_ASCII);
        String[] columns = file.get(0).split(",", -1);
        for (String line : file.subList(1, file.size())) {
            String[] fields = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], fields[i]);
            }
            rows.add(asText(row));
        }
        return rows;
    }

    private static String asText(Map<String, String> row) {
        StringJoiner text = new StringJoiner(" ");
        row.remove("time_ns");
        String price = row.remove("price");
        boolean isReplace = row.get("action").equals("REPLACE");
        if (isReplace && row.get("qty").isEmpty()) {
            row.put("qty", "-");
        }
        row.forEach((column, field) -> {
            if (column.equals("qty") && (!price.isEmpty() || isReplace)) {
                text.add(price.isEmpty() ? "-" : price);
            }
            if (!field.isEmpty()) {
                text.add(SAID_BY_NAME.contains(column) ? column + '=' + field : field);
            }
        });
        return text.toString();
    }
}
