package org.tallystick.engine.market;

/** All live orders: their records, their names, and the lists of their accounts and sessions. */
final class LiveOrders {
    private final Orders orders;
    private final OrderNames names;
    private final OwnedOrders owned = new OwnedOrders();
    private final OwnedOrders.Owners accounts = owned.accounts();
    private final OwnedOrders.Owners sessions = owned.sessions();
    private final IdCounter ids = new IdCounter();
    private long maxOpenOrders;
    private PendingWork departures;

    LiveOrders(Orders orders, long indexSeed) {
        this.orders = orders;
        names = new OrderNames(orders, indexSeed);
    }

    void begin(int shard, long maxOpenOrders) {
        ids.begin(shard);
        this.maxOpenOrders = maxOpenOrders;
    }

    /** Sets who must hear of resting orders that end. */
    void departures(PendingWork departures) {
        this.departures = departures;
    }

    Orders orders() {
        return orders;
    }

    OrderNames names() {
        return names;
    }

    OwnedOrders.Owners accounts() {
        return accounts;
    }

    OwnedOrders.Owners sessions() {
        return sessions;
    }

    IdCounter ids() {
        return ids;
    }

    /** Whether the bound of live orders, old names included, is reached. */
    boolean isFull() {
        return (long) orders.liveCount() + names.aliasCount() >= maxOpenOrders;
    }

    /** Makes the record of an accepted order; it has an id, but is not found by it until it rests. */
    int create(NewOrder request) {
        int order = orders.allocate();
        orders.initialize(
                order,
                ids.take(),
                request.clOrdId,
                request.price == NewOrder.ABSENT ? Instrument.NO_PRICE : request.price,
                request.quantity,
                request.accountId,
                Orders.attributes(
                        request.instrumentId, request.side, request.ordType, request.timeInForce, request.flags),
                request.sessionId);
        return order;
    }

    /** Makes an order that came to rest known by its names, to its account and to its session. */
    void admit(int order) {
        names.add(order);
        own(order);
    }

    /** Adds an order that is younger than all others to the lists of its owners. */
    void own(int order) {
        accounts.append(orders.accountId(order), order);
        sessions.append(sessionOf(order), order);
    }

    /** Number of the session that has an order, 0 where none does. */
    private int sessionOf(int order) {
        return Math.max(0, orders.sessionId(order));
    }

    /** To be called before an order leaves the book of an instrument that may be expiring its day orders. */
    void leavingBook(int order) {
        departures.onLeavingBook(order);
    }

    /** Frees an order that never rested. */
    void discard(int order) {
        orders.free(order);
    }

    /** Frees an order that rested and has left its book. */
    void retire(int order) {
        departures.onRetire(order);
        names.remove(order);
        accounts.remove(orders.accountId(order), order);
        sessions.remove(sessionOf(order), order);
        orders.free(order);
    }

    long memoryBytes() {
        return orders.memoryBytes() + names.memoryBytes() + owned.memoryBytes();
    }
}
