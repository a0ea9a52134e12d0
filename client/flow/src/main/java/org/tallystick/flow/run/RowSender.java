package org.tallystick.flow.run;

import org.tallystick.client.ExchangeCommands;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.Names;

/**
 * Turns rows into messages of one session, whose participant operates the exchange and owns all accounts of the flow.
 * Instrument and account ids are the flow's own numbers, from 1.
 */
final class RowSender {
    /** Result of a row that no message can say: a price with more decimals than the instrument's. */
    static final long OFF_TICK = -100;

    /** Result of a row that no message can say: a quantity with more decimals than the instrument's. */
    static final long OFF_LOT = -101;

    private static final int PARTICIPANT = 1;
    private static final long ABSENT = ExchangeCommands.ABSENT;

    private final ExchangeCommands session;

    RowSender(ExchangeCommands session) {
        this.session = session;
    }

    static RejectReason reason(long result) {
        return result == OFF_TICK ? RejectReason.PRICE_OFF_TICK : RejectReason.QUANTITY_OFF_LOT;
    }

    /** Defines an instrument of the flow. */
    long define(Instruments instruments, int index) {
        InstrumentSpec spec = instruments.get(index);
        return session.defineInstrument(
                index + 1,
                spec.symbol(),
                spec.name(),
                spec.kind(),
                spec.priceDecimals(),
                spec.tickSize(),
                spec.qtyDecimals(),
                spec.lotSize(),
                spec.minQty(),
                spec.maxQty());
    }

    /** Defines an account of the flow. */
    long define(Names accounts, int index) {
        return session.defineAccount(index + 1, PARTICIPANT, accounts.name(index));
    }

    /** Sends a row; answers its clientSeq, or why not: a result of the session or one of this class. */
    long send(FlowRow row) {
        if (row.price == FlowRow.TOO_MANY_DECIMALS || row.stopPrice == FlowRow.TOO_MANY_DECIMALS) {
            return OFF_TICK;
        }
        if (row.qty == FlowRow.TOO_MANY_DECIMALS || row.displayQty == FlowRow.TOO_MANY_DECIMALS) {
            return OFF_LOT;
        }
        session.transactTimeNs(row.timeNs);
        int account = row.account + 1;
        int instrument = row.instrument + 1;
        return switch (row.action) {
            case NEW ->
                session.newOrder(
                        account,
                        row.clOrdId,
                        instrument,
                        row.side,
                        row.type,
                        row.tif,
                        row.price,
                        row.qty,
                        row.flags,
                        row.stopPrice,
                        row.displayQty,
                        ABSENT);
            case CANCEL -> session.cancel(account, row.clOrdId, ABSENT, instrument);
            case REPLACE ->
                session.replace(
                        account,
                        row.clOrdId,
                        ABSENT,
                        ABSENT,
                        instrument,
                        row.price,
                        row.qty,
                        QuantityMeaning.OPEN,
                        ABSENT);
            case REDUCE -> session.reduce(account, row.clOrdId, ABSENT, instrument, row.qty);
            case MASS_CANCEL -> session.massCancel(account, ABSENT, instrument, null);
            case PHASE -> session.tradingPhase(instrument, row.phase);
            case UNCROSS -> session.uncross(instrument, row.price);
        };
    }
}
