package org.tallystick.flow.run;

import org.tallystick.client.ExchangeCommands;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.Instruments;

/**
 * Turns rows into messages of one session, whose participant operates the exchange and owns all accounts of the flow.
 * Instrument and account ids are the flow's own numbers, from 1.
 */
final class RowSender {
    private static final int PARTICIPANT = 1;
    private static final long ABSENT = ExchangeCommands.ABSENT;

    private final ExchangeCommands session;

    RowSender(ExchangeCommands session) {
        this.session = session;
    }

    /** Why a row cannot be a message: a field that its action uses has more decimals than the instrument. */
    static RejectReason whyNotSent(FlowRow row) {
        return switch (row.action) {
            case NEW -> {
                RejectReason reason = whyNotSent(row.price, row.qty);
                yield reason == RejectReason.NONE ? whyNotSent(row.stopPrice, row.displayQty) : reason;
            }
            case REPLACE -> whyNotSent(row.price, row.qty);
            case REDUCE -> whyNotSent(FlowRow.ABSENT, row.qty);
            case UNCROSS -> whyNotSent(row.price, FlowRow.ABSENT);
            case CANCEL, MASS_CANCEL, PHASE -> RejectReason.NONE;
        };
    }

    private static RejectReason whyNotSent(long price, long quantity) {
        if (price == FlowRow.TOO_MANY_DECIMALS) {
            return RejectReason.PRICE_OFF_TICK;
        }
        return quantity == FlowRow.TOO_MANY_DECIMALS ? RejectReason.QUANTITY_OFF_LOT : RejectReason.NONE;
    }

    /**
     * Defines an instrument of the flow. The exchange wants multiples of the lot as least and greatest quantity; those
     * within the file's allow the same quantities.
     */
    long define(Instruments instruments, int index) {
        InstrumentSpec spec = instruments.get(index);
        long lot = spec.lotSize();
        return session.defineInstrument(
                index + 1,
                spec.symbol(),
                description(spec.name()),
                spec.kind(),
                spec.priceDecimals(),
                spec.tickSize(),
                spec.qtyDecimals(),
                lot,
                (spec.minQty() - 1) / lot * lot + lot,
                spec.maxQty() / lot * lot);
    }

    /** As much of a name as the wire can carry. */
    private static String description(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(MessageLimits.MAX_DESCRIPTION_LENGTH)
                .forEach(character -> text.append(character >= ' ' && character <= '~' ? (char) character : '?'));
        return text.toString();
    }

    /** Defines an account of the flow, numbered from 1. */
    long defineAccount(int accountId, String name) {
        return session.defineAccount(accountId, PARTICIPANT, name);
    }

    /** Sends a row that can be sent; answers its clientSeq, or the session's result. */
    long send(FlowRow row) {
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
