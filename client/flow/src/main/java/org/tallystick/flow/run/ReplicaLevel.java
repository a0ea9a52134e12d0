package org.tallystick.flow.run;

import java.math.BigInteger;

/** A price level as the events tell it: its orders by priority. */
final class ReplicaLevel {
    final long price;
    ReplicaOrder first;
    ReplicaOrder last;
    int count;

    // Sum of open quantities: does not fit 64 bits where quantities are at their greatest.
    private long quantityLow;
    private long quantityHigh;

    ReplicaLevel(long price) {
        this.price = price;
    }

    void append(ReplicaOrder order) {
        order.level = this;
        order.previous = last;
        order.next = null;
        if (last == null) {
            first = order;
        } else {
            last.next = order;
        }
        last = order;
        count++;
        add(order.leavesQty);
    }

    void remove(ReplicaOrder order) {
        if (order.previous == null) {
            first = order.next;
        } else {
            order.previous.next = order.next;
        }
        if (order.next == null) {
            last = order.previous;
        } else {
            order.next.previous = order.previous;
        }
        count--;
        subtract(order.leavesQty);
        order.level = null;
    }

    private void add(long quantity) {
        quantityLow += quantity;
        if (Long.compareUnsigned(quantityLow, quantity) < 0) {
            quantityHigh++;
        }
    }

    void subtract(long quantity) {
        if (Long.compareUnsigned(quantityLow, quantity) < 0) {
            quantityHigh--;
        }
        quantityLow -= quantity;
    }

    boolean fitsLong() {
        return quantityHigh == 0 && quantityLow >= 0;
    }

    long quantity() {
        return quantityLow;
    }

    BigInteger wideQuantity() {
        BigInteger low = BigInteger.valueOf(quantityLow);
        if (quantityLow < 0) {
            low = low.add(BigInteger.ONE.shiftLeft(Long.SIZE));
        }
        return low.add(BigInteger.valueOf(quantityHigh).shiftLeft(Long.SIZE));
    }
}
