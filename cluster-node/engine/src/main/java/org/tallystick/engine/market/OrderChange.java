package org.tallystick.engine.market;

import org.tallystick.codecs.types.QuantityMeaning;

/** A cancel, replace, reduce or status request as asked for; absent optional values are {@link NewOrder#ABSENT}. */
public final class OrderChange {
    public int sessionId;
    public int accountId;
    public int instrumentId;
    /** Name of the order meant, or absent where {@link #orderId} names it. */
    public long origClOrdId;

    public long orderId;
    /** Replace only: new name. */
    public long clOrdId;
    /** Replace only: new price. */
    public long price;
    /** Replace: new quantity as {@link #quantityMeaning} says. Reduce: quantity to take off. */
    public long quantity;
    /** Replace only: filled quantity the client assumes. */
    public long assumedCumQty;

    public QuantityMeaning quantityMeaning;
}
