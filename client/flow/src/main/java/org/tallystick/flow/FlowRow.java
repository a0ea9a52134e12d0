package org.tallystick.flow;

import org.tallystick.codecs.DecimalText;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/**
 * One row of a flow, filled anew for each. Values are the wire's: a row becomes a command by copying fields.
 *
 * <p>Prices and quantities are in the smallest unit of the instrument's decimals. Besides a number they can be
 * {@link #ABSENT} and {@link #TOO_MANY_DECIMALS}; {@link #isNumber} tells which.
 */
public final class FlowRow {
    /** An empty price, quantity or id. The null value of the wire's optional numbers, too. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** A price or quantity with more decimals than the instrument's: off every tick and every lot. */
    public static final long TOO_MANY_DECIMALS = DecimalText.TOO_MANY_DECIMALS;

    /** The account of rows that name none. */
    public static final int ANONYMOUS = 0;

    /** Bit in {@link #flags}, as on the wire. */
    public static final int POST_ONLY = 1;

    /** Bit in {@link #flags}, as on the wire. */
    public static final int REDUCE_ONLY = 1 << 1;

    /** Bit in {@link #flags}, as on the wire. */
    public static final int SHORT = 1 << 2;

    /** Number of the data row in its file, from 1. */
    public long number;

    /** Nanoseconds since the Unix epoch. */
    public long timeNs;

    /** What is asked for. */
    public FlowAction action;

    /** Index of the instrument in {@link Instruments}, from 0. */
    public int instrument;

    /** Index of the account in {@link Names}, or {@link #ANONYMOUS}. */
    public int account;

    /** Id of the order, or {@link #ABSENT}. */
    public long clOrdId;

    /** Side, or null. */
    public Side side;

    /** Order type; {@code LIMIT} where none is given. */
    public OrdType type;

    /** Time in force; {@code DAY} where none is given. */
    public TimeInForce tif;

    /** New phase with {@link FlowAction#PHASE}, else null. */
    public TradingPhase phase;

    /** Price. */
    public long price;

    /** Stop price. */
    public long stopPrice;

    /** Quantity. */
    public long qty;

    /** Displayed quantity. */
    public long displayQty;

    /** Bits of the wire's OrderFlags. */
    public int flags;

    /** Makes an empty row. */
    public FlowRow() {
        clear();
    }

    /** Empties all fields; {@link #number} and {@link #timeNs} become 0, the action null. */
    public void clear() {
        number = 0;
        timeNs = 0;
        action = null;
        instrument = 0;
        account = ANONYMOUS;
        clOrdId = ABSENT;
        side = null;
        type = OrdType.LIMIT;
        tif = TimeInForce.DAY;
        phase = null;
        price = ABSENT;
        stopPrice = ABSENT;
        qty = ABSENT;
        displayQty = ABSENT;
        flags = 0;
    }

    /**
     * Whether a price or quantity is a number, so neither absent nor of too many decimals.
     *
     * @param value of {@link #price}, {@link #stopPrice}, {@link #qty} or {@link #displayQty}
     * @return whether it is a number
     */
    public static boolean isNumber(final long value) {
        return DecimalText.isNumber(value);
    }
}
