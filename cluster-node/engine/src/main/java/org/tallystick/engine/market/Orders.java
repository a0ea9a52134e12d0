package org.tallystick.engine.market;

import java.util.Arrays;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/**
 * Storage of all live orders: flat records of eight longs (one cache line, of which seven are used), addressed by an
 * integer handle. The links of the queues stand apart, eight orders to a line: most of those that change are neighbours',
 * whose records need not be touched. Freed handles are used again, latest first. Handles mean nothing outside this
 * process: they reach neither an event nor a snapshot.
 */
public final class Orders {
    /** No order. */
    public static final int NONE = -1;

    static final int RECORD_LONGS = 8;

    // Offsets within a record.
    static final int ORDER_ID = 0;
    static final int CL_ORD_ID = 1;
    static final int PRICE = 2;
    static final int LEAVES = 3;
    static final int CUM = 4;
    /** Level handle in the low half, account id in the high half. */
    static final int LEVEL_ACCOUNT = 5;
    /** Attributes in the low half, session id in the high half. */
    static final int ATTRIBUTES_SESSION = 6;

    // Attributes: instrument id in 20 bits, then side, order type, time in force, flags, and whether it has old names.
    private static final int INSTRUMENT_BITS = 20;
    private static final int INSTRUMENT_MASK = (1 << INSTRUMENT_BITS) - 1;
    private static final int SIDE_SHIFT = INSTRUMENT_BITS;
    private static final int TYPE_SHIFT = SIDE_SHIFT + 1;
    private static final int TYPE_MASK = 7;
    private static final int TIF_SHIFT = TYPE_SHIFT + 3;
    private static final int TIF_MASK = 7;
    private static final int FLAGS_SHIFT = TIF_SHIFT + 3;
    private static final int FLAGS_MASK = 15;
    private static final long ALIASED = 1L << 31;

    /** Greatest instrument id that a record can hold. */
    static final int MAX_INSTRUMENT_ID = INSTRUMENT_MASK;

    static final int LEAST_ORDERS = 1 << 13;

    private static final int CHUNK_BITS = 20;
    private static final int CHUNK_ORDERS = 1 << CHUNK_BITS;

    private static final OrdType[] TYPES = OrdType.values();
    private static final TimeInForce[] TIFS = TimeInForce.values();

    /** Records of the first orders, an array that grows up to a chunk: most books never have more. */
    private long[] first = new long[LEAST_ORDERS * RECORD_LONGS];
    /** Records of all others, in whole chunks, so that growth copies none of them. */
    private long[][] chunks = {};

    /** Of each order, the one before it in its level and the one behind it; of a free record, the next free one. */
    private int[] links = new int[LEAST_ORDERS * 2];

    private int capacity = LEAST_ORDERS;
    private int firstUnused;
    private int freeHead = NONE;
    private int liveCount;

    /** Number of records in use. */
    public int liveCount() {
        return liveCount;
    }

    /** Bytes of memory that the records occupy, used or not. */
    public long memoryBytes() {
        long records = first.length + (long) chunks.length * CHUNK_ORDERS * RECORD_LONGS;
        return records * Long.BYTES + (long) links.length * Integer.BYTES;
    }

    int allocate() {
        int order = freeHead;
        if (order != NONE) {
            freeHead = links[previousAt(order)];
        } else {
            order = firstUnused++;
            if (order == capacity) {
                grow();
            }
        }
        liveCount++;
        return order;
    }

    void free(int order) {
        long[] records = records(order);
        int at = at(order);
        records[at + ORDER_ID] = 0;
        links[previousAt(order)] = freeHead;
        freeHead = order;
        liveCount--;
    }

    private void grow() {
        if (capacity < CHUNK_ORDERS) {
            capacity *= 2;
            first = Arrays.copyOf(first, capacity * RECORD_LONGS);
        } else {
            capacity += CHUNK_ORDERS;
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new long[CHUNK_ORDERS * RECORD_LONGS];
        }
        if (nextAt(capacity) > links.length) {
            links = Arrays.copyOf(links, 2 * Math.max(capacity, links.length / 4 * 3));
        }
    }

    /** The array that holds an order's record, until one is allocated: those who use several fields take it once. */
    long[] records(int order) {
        return order < CHUNK_ORDERS ? first : chunks[(order >>> CHUNK_BITS) - 1];
    }

    /** Index of an order's first long in its {@link #records}. */
    static int at(int order) {
        return (order & CHUNK_ORDERS - 1) * RECORD_LONGS;
    }

    /** Of each order, the one before it in its level and the one behind it, {@link #NONE} where there is none. */
    int[] links() {
        return links;
    }

    /** Where the order before another one stands in {@link #links}. */
    static int previousAt(int order) {
        return order * 2;
    }

    /** Where the order behind another one stands in {@link #links}. */
    static int nextAt(int order) {
        return order * 2 + 1;
    }

    private long get(int order, int field) {
        return records(order)[at(order) + field];
    }

    /** Order id that the exchange gave. */
    public long orderId(int order) {
        return get(order, ORDER_ID);
    }

    /** Client order id, as last replaced. */
    public long clOrdId(int order) {
        return get(order, CL_ORD_ID);
    }

    /** Limit price in the instrument's smallest unit; {@link Instrument#NO_PRICE} for a market order. */
    public long price(int order) {
        return get(order, PRICE);
    }

    /** Open quantity. */
    public long leavesQty(int order) {
        return get(order, LEAVES);
    }

    /** Filled quantity. */
    public long cumQty(int order) {
        return get(order, CUM);
    }

    /** Handle of the price level where the order rests. */
    int level(int order) {
        return (int) get(order, LEVEL_ACCOUNT);
    }

    void level(int order, int level) {
        long[] records = records(order);
        int at = at(order) + LEVEL_ACCOUNT;
        records[at] = Levels.withLow(records[at], level);
    }

    /** Order behind this one in its level, or {@link #NONE}. */
    int next(int order) {
        return links[nextAt(order)];
    }

    /** Order before this one in its level, or {@link #NONE}. */
    int previous(int order) {
        return links[previousAt(order)];
    }

    /** Account that owns the order. */
    public int accountId(int order) {
        return (int) (get(order, LEVEL_ACCOUNT) >>> 32);
    }

    /** Session that entered the order. */
    public int sessionId(int order) {
        return (int) (get(order, ATTRIBUTES_SESSION) >>> 32);
    }

    /** Lowers the open quantity. */
    void lowerLeaves(int order, long quantity) {
        long[] records = records(order);
        int at = at(order) + LEAVES;
        records[at] = left(records[at], quantity);
    }

    private static long left(long leavesQty, long quantity) {
        if (quantity > leavesQty) {
            throw new IllegalStateException(quantity + " is taken off an order of which " + leavesQty + " is open");
        }
        return leavesQty - quantity;
    }

    /** Moves quantity from open to filled. */
    void fill(int order, long quantity) {
        long[] records = records(order);
        int at = at(order);
        records[at + LEAVES] = left(records[at + LEAVES], quantity);
        records[at + CUM] += quantity;
    }

    /** Fills the record of an order that has just been allocated; it has no level and nothing filled. */
    void initialize(
            int order,
            long orderId,
            long clOrdId,
            long price,
            long quantity,
            int accountId,
            int attributes,
            int sessionId) {
        long[] records = records(order);
        int at = at(order);
        records[at + ORDER_ID] = orderId;
        records[at + CL_ORD_ID] = clOrdId;
        records[at + LEVEL_ACCOUNT] = pack(Levels.NONE, accountId);
        records[at + ATTRIBUTES_SESSION] = pack(attributes, sessionId);
        records[at + CUM] = 0;
        reprice(order, price, quantity);
    }

    /** Gives a new price and open quantity to an order that is in no book. */
    void reprice(int order, long price, long leavesQty) {
        long[] records = records(order);
        int at = at(order);
        records[at + PRICE] = price;
        records[at + LEAVES] = leavesQty;
    }

    /** Sets what a snapshot says was filled. */
    void restoreCumQty(int order, long cumQty) {
        records(order)[at(order) + CUM] = cumQty;
    }

    void rename(int order, long clOrdId) {
        long[] records = records(order);
        int at = at(order);
        records[at + CL_ORD_ID] = clOrdId;
        records[at + ATTRIBUTES_SESSION] |= ALIASED;
    }

    /** Whether the order also goes by names it had before a replace. */
    boolean isAliased(int order) {
        return (get(order, ATTRIBUTES_SESSION) & ALIASED) != 0;
    }

    void markAliased(int order) {
        records(order)[at(order) + ATTRIBUTES_SESSION] |= ALIASED;
    }

    private int attributes(int order) {
        return (int) get(order, ATTRIBUTES_SESSION);
    }

    /** Instrument of the order. */
    public int instrumentId(int order) {
        return attributes(order) & INSTRUMENT_MASK;
    }

    boolean isBuy(int order) {
        return sideIndex(order) == 0;
    }

    /** 0 for a buy, 1 for a sell. */
    int sideIndex(int order) {
        return sideIndex(records(order), at(order));
    }

    /** The same, from where the order stands in {@link #records}. */
    static int sideIndex(long[] records, int at) {
        return (int) records[at + ATTRIBUTES_SESSION] >>> SIDE_SHIFT & 1;
    }

    /** Side of the order. */
    public Side side(int order) {
        return isBuy(order) ? Side.BUY : Side.SELL;
    }

    /** Type of the order. */
    public OrdType ordType(int order) {
        return TYPES[attributes(order) >>> TYPE_SHIFT & TYPE_MASK];
    }

    /** Time in force of the order. */
    public TimeInForce timeInForce(int order) {
        return TIFS[attributes(order) >>> TIF_SHIFT & TIF_MASK];
    }

    /** Flags of the order, as on the wire. */
    public int flags(int order) {
        return attributes(order) >>> FLAGS_SHIFT & FLAGS_MASK;
    }

    static int attributes(int instrumentId, Side side, OrdType type, TimeInForce timeInForce, int flags) {
        return instrumentId
                | (side == Side.BUY ? 0 : 1) << SIDE_SHIFT
                | type.ordinal() << TYPE_SHIFT
                | timeInForce.ordinal() << TIF_SHIFT
                | flags << FLAGS_SHIFT;
    }

    static long pack(int low, int high) {
        return low & 0xFFFF_FFFFL | (long) high << 32;
    }
}
