package org.tallystick.engine.market;

import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** A new order as asked for, before any check; filled anew for each command. Absent optional values are {@link #ABSENT}. */
public final class NewOrder {
    /** Value of an optional number that was not given. */
    public static final long ABSENT = Long.MIN_VALUE;

    public int sessionId;
    public int accountId;
    public int instrumentId;
    public long clOrdId;
    public Side side;
    public OrdType ordType;
    public TimeInForce timeInForce;
    public long price;
    public long quantity;
    public long stopPrice;
    public long displayQty;
    public long expireTimeNs;
    /** Bits as in the wire's OrderFlags. */
    public int flags;
}
