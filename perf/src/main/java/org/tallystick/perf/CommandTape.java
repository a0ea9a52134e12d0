package org.tallystick.perf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.client.ExchangeCommands;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.entry.CommandHeaderEncoder;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.InstrumentSpec;

/**
 * Messages of one session, encoded before anything is measured: the bytes that a client would send, one behind the other.
 * The session operates the exchange, defines the instrument and its account, and enters a flow.
 */
final class CommandTape extends ExchangeCommands {
    static final int SESSION = 1;
    static final long TOKEN = 1;

    private static final int PARTICIPANT = 1;
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 1;

    private UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
    private int[] offsets = new int[1 << 16];
    private int count;

    /** Defines what the flow needs. */
    void define(InstrumentSpec instrument) {
        defineInstrument(
                INSTRUMENT,
                instrument.symbol(),
                instrument.name(),
                instrument.kind(),
                instrument.priceDecimals(),
                instrument.tickSize(),
                instrument.qtyDecimals(),
                instrument.lotSize(),
                instrument.minQty(),
                instrument.maxQty());
        defineAccount(ACCOUNT, PARTICIPANT, "bench");
    }

    /** Adds the command of a row. */
    void add(FlowRow row) {
        switch (row.action) {
            case NEW ->
                newOrder(
                        ACCOUNT,
                        row.clOrdId,
                        INSTRUMENT,
                        row.side,
                        row.type,
                        row.tif,
                        row.price,
                        row.qty,
                        row.flags,
                        row.stopPrice,
                        row.displayQty,
                        ABSENT);
            case CANCEL -> cancel(ACCOUNT, row.clOrdId, ABSENT, INSTRUMENT);
            case REPLACE ->
                replace(
                        ACCOUNT,
                        row.clOrdId,
                        ABSENT,
                        ABSENT,
                        INSTRUMENT,
                        row.price,
                        row.qty,
                        QuantityMeaning.OPEN,
                        ABSENT);
            case REDUCE -> reduce(ACCOUNT, row.clOrdId, ABSENT, INSTRUMENT, row.qty);
            case PHASE -> tradingPhase(INSTRUMENT, row.phase);
            default -> throw new IllegalArgumentException("not in continuous trading: " + row.action);
        }
    }

    int count() {
        return count;
    }

    DirectBuffer bytes() {
        return bytes;
    }

    int offset(int index) {
        return offsets[index];
    }

    int length(int index) {
        return offsets[index + 1] - offsets[index];
    }

    @Override
    protected int claim() {
        if (offsets[count] + MessageLimits.MAX_CLIENT_MESSAGE_LENGTH > bytes.capacity()) {
            UnsafeBuffer larger = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.capacity() * 2));
            larger.putBytes(0, bytes, 0, offsets[count]);
            bytes = larger;
        }
        return offsets[count];
    }

    @Override
    protected MutableDirectBuffer buffer() {
        return bytes;
    }

    @Override
    protected void begin(CommandHeaderEncoder command) {
        command.token(TOKEN).clientSeq(nextClientSeq()).sessionId(SESSION);
    }

    @Override
    protected long send(int offset, int length) {
        if (count + 2 > offsets.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        count++;
        offsets[count] = offset + length;
        return count;
    }

    @Override
    protected long refusal() {
        throw new IllegalStateException("there is always room");
    }

    @Override
    public long nextClientSeq() {
        return count + 1L;
    }
}
