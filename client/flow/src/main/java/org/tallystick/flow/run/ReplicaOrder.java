package org.tallystick.flow.run;

import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** A live order as the events tell it. */
final class ReplicaOrder {
    long orderId;
    long clOrdId;
    long price;
    long leavesQty;
    long cumQty;
    int accountId;
    int flags;
    Side side;
    OrdType ordType;
    TimeInForce timeInForce;
    ReplicaBook book;

    /** Where it rests, null while it is on its way. */
    ReplicaLevel level;

    ReplicaOrder previous;
    ReplicaOrder next;

    boolean isBuy() {
        return side == Side.BUY;
    }
}
