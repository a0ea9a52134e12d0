package org.tallystick.flow.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tallystick.codecs.DecimalText;
import org.tallystick.flow.CsvRows;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.run.EngineRunner;
import org.tallystick.flow.run.FlowRun;
import org.tallystick.flow.run.RunSummary;

/** Runs an imported flow through the engine, and walks through its trades and the recorded executions side by side. */
final class Verifier {
    /** What a run writes. */
    static final List<String> FILES = List.of("trades.csv", "book.csv", "summary.json");

    private static final List<String> COLUMNS =
            List.of("symbol", "price", "qty", "buy_cl_ord_id", "sell_cl_ord_id", "aggressor");
    private static final int SYMBOL = 0;
    private static final int PRICE = 1;
    private static final int QTY = 2;
    private static final int BUY_ID = 3;
    private static final int SELL_ID = 4;
    private static final int AGGRESSOR = 5;

    private final FlowRun run;
    private final Path log;
    private final FlowRun.Listener listener;

    private long reproduced;
    private long different;
    private long missing;
    private long otherTrades;
    private String firstDifference;
    /** Trades of the execution at hand, and whether the first one is as recorded. */
    private int trades;

    private boolean isSame;
    private String traded;

    Verifier(final FlowRun run, final Path log, final FlowRun.Listener listener) {
        this.run = run;
        this.log = log;
        this.listener = listener;
    }

    /** @param recorded executions that were recorded, those included that are not in the log */
    Verification verify(final long recorded) throws IOException {
        final RunSummary summary = new EngineRunner(run, listener).run();
        final Instruments instruments = InstrumentsFile.read(run.instruments());
        long logged = 0;
        try (ExecutionLog.Reader execution = new ExecutionLog.Reader(log);
                CsvRows rows = CsvRows.open(run.out().resolve(FILES.get(0)))) {
            rows.readHeaderWith(COLUMNS, COLUMNS);
            boolean isThere = execution.next();
            while (rows.next()) {
                final long aggressor = aggressor(rows);
                if (aggressor < ImportedMarket.FIRST_AGGRESSOR_ID || aggressor >= ImportedMarket.FIRST_NEW_ID) {
                    otherTrades++;
                    continue;
                }
                for (; isThere && execution.aggressorId < aggressor; isThere = execution.next()) {
                    logged++;
                    judge(execution);
                }
                compare(rows, instruments, execution);
            }
            for (; isThere; isThere = execution.next()) {
                logged++;
                judge(execution);
            }
        }
        missing += recorded - logged;
        return new Verification(
                recorded, reproduced, different, missing, otherTrades, summary.rejected(), firstDifference);
    }

    private static long aggressor(final CsvRows rows) {
        final char side = rows.text(AGGRESSOR).charAt(0);
        return side == 'N' ? 0 : rows.wholeNumber(side == 'B' ? BUY_ID : SELL_ID);
    }

    private void compare(final CsvRows rows, final Instruments instruments, final ExecutionLog.Reader execution) {
        final InstrumentSpec instrument = instruments.get(instruments.find(rows.text(SYMBOL)));
        final long resting = rows.wholeNumber(rows.text(AGGRESSOR).equals("B") ? SELL_ID : BUY_ID);
        trades++;
        if (trades == 1) {
            isSame = resting == execution.restingId
                    && DecimalText.parse(rows.text(PRICE), instrument.priceDecimals()) == execution.price
                    && DecimalText.parse(rows.text(QTY), instrument.qtyDecimals()) == execution.qty;
            traded = "order " + resting + ", " + rows.text(QTY) + " @ " + rows.text(PRICE);
        }
    }

    /** All trades of the execution have been seen. */
    private void judge(final ExecutionLog.Reader execution) {
        final boolean isReproduced = trades == 1 && isSame;
        reproduced += isReproduced ? 1 : 0;
        missing += trades == 0 ? 1 : 0;
        different += trades > 0 && !isReproduced ? 1 : 0;
        if (!isReproduced && firstDifference == null) {
            firstDifference = "aggressor " + execution.aggressorId + ": recorded order " + execution.restingId + ", "
                    + execution.qty + " at price " + execution.price + " in smallest units; "
                    + (trades == 0 ? "no trade" : "traded with " + traded + (trades > 1 ? " and more" : ""));
        }
        trades = 0;
    }
}
