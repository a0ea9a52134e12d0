package org.tallystick.flow.generate;

/** What one row of generated flow is about. */
enum Deed {
    /** A limit order that rests. */
    PASSIVE,
    /** A limit order that trades at once, what is left rests. */
    AGGRESSIVE,
    /** An immediate-or-cancel limit order. */
    IOC,
    /** A fill-or-kill limit order. */
    FOK,
    /** A market order. */
    MARKET,
    /** A live order is cancelled. */
    CANCEL,
    /** A live order gets a new price or quantity. */
    REPLACE,
    /** A live order is made smaller. */
    REDUCE,
    /** Something that the exchange refuses. */
    FAULTY;

    static final Deed[] ALL = values();
}
