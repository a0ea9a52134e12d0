package org.tallystick.flow;

import java.util.Locale;

/** A column of a flow file, in the order in which they are written. */
public enum FlowColumn {
    /** Nanoseconds since the Unix epoch. */
    TIME_NS(true),
    /** The {@link FlowAction}. */
    ACTION(true),
    /** Symbol of an instrument. */
    SYMBOL(true),
    /** Name of the account, empty for the anonymous one. */
    ACCOUNT(false),
    /** Id of the order. */
    CL_ORD_ID(true),
    /** {@code B} or {@code S}. */
    SIDE(true),
    /** Order type or trading phase. */
    TYPE(true),
    /** Time in force. */
    TIF(false),
    /** Limit, or the price of an uncross. */
    PRICE(true),
    /** Price that a stop order waits for. */
    STOP_PRICE(false),
    /** Quantity. */
    QTY(true),
    /** Displayed quantity of an iceberg order. */
    DISPLAY_QTY(false),
    /** Flags, separated by {@code +}. */
    FLAGS(false);

    private final String header;
    private final boolean required;

    FlowColumn(final boolean required) {
        this.header = name().toLowerCase(Locale.ROOT);
        this.required = required;
    }

    /**
     * The column's name in the header row.
     *
     * @return the name
     */
    public String header() {
        return header;
    }

    /**
     * Whether every flow file has the column.
     *
     * @return whether it is required
     */
    public boolean isRequired() {
        return required;
    }
}
