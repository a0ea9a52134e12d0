package org.tallystick.flow.imports;

/** What became of a recorded message. */
public enum Outcome {
    /** It is in the flow. */
    MAPPED("mapped"),
    /** It says nothing that a flow has to say. */
    NO_EFFECT("nothing to do in a flow"),
    /** It speaks of an instrument that was not asked for. */
    OTHER_SYMBOL("another symbol"),
    /** It executes an order that is not displayed, so that there is nothing to trade against. */
    HIDDEN("execution of a hidden order, counted and not invented"),
    /** It sums up a cross, whose orders have messages of their own. */
    CROSS("cross as a whole, its orders have their own messages"),
    /** It takes back a trade, which changes no book. */
    BROKEN_TRADE("broken trade, changes no book"),
    /** It tells an execution from the aggressor's side, which the resting order's side tells, too. */
    AGGRESSOR("the aggressor's side of fills"),
    /** It speaks of an order that is not in the book. */
    UNKNOWN_ORDER("order is not in the book"),
    /** It adds an order with the id of one that is in the book. */
    ID_IN_USE("an order with this id is in the book"),
    /** It has no quantity. */
    NO_QUANTITY("no quantity"),
    /** Its price is not above zero. */
    NO_PRICE("no price above zero"),
    /** It is of a type that the format's description does not have. */
    UNKNOWN_TYPE("unknown type");

    private final String text;

    Outcome(final String text) {
        this.text = text;
    }

    /**
     * The outcome in words.
     *
     * @return one phrase
     */
    public String text() {
        return text;
    }
}
