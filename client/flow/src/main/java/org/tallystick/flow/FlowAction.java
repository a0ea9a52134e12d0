package org.tallystick.flow;

/** What a row of a flow asks for. */
public enum FlowAction {
    /** A new order. */
    NEW,
    /** Cancel an order. */
    CANCEL,
    /** Give an order a new price, a new open quantity, or both. */
    REPLACE,
    /** Take a quantity off an order. */
    REDUCE,
    /** Cancel all orders of the account in the symbol. */
    MASS_CANCEL,
    /** Set the symbol's trading phase. */
    PHASE,
    /** Uncross the symbol's book. */
    UNCROSS
}
