package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * A mistake that somebody could make in the engine, as changes to the text of its classes. It exists in copies that tests
 * compile, and nowhere else.
 */
final class SeededBug {
    /** One change to a file below {@code org/tallystick/engine}. */
    record Change(String file, String from, String to) {}

    final String name;
    final List<Change> changes = new ArrayList<>();

    private SeededBug(String name) {
        this.name = name;
    }

    private SeededBug in(String file, String from, String to) {
        changes.add(new Change(file, from, to));
        return this;
    }

    /** All of them. */
    static List<SeededBug> all() {
        List<SeededBug> bugs = new ArrayList<>();
        addTrading(bugs);
        addChanges(bugs);
        addAuctions(bugs);
        addLongWork(bugs);
        addSessions(bugs);
        addCancelOnDisconnect(bugs);
        return bugs;
    }

    /** A change that changes nothing. */
    static SeededBug none() {
        return new SeededBug("none").in("market/OrderBook.java", "final class OrderBook {", "final class OrderBook { ");
    }

    /** A difference that every market shows before long. */
    static SeededBug priority() {
        return new SeededBug("priority swapped: the youngest of a level trades first")
                .in("market/OrderBook.java", "levels.head(opposite.best())", "levels.tail(opposite.best())");
    }

    /** An engine that fails at one order, and only there. */
    static SeededBug failure(long clOrdId) {
        return new SeededBug("fails at order " + clOrdId)
                .in(
                        "market/OrderEntry.java",
                        "        events.orderAccepted(order);\n        if (instrument.phase()",
                        "        if (request.clOrdId == " + clOrdId + "L) {\n"
                                + "            throw new IllegalStateException(\"planted\");\n        }\n"
                                + "        events.orderAccepted(order);\n        if (instrument.phase()");
    }

    /** A change to what is not there. */
    static SeededBug gone() {
        return new SeededBug("gone").in("market/OrderBook.java", "what is not there", "");
    }

    private static SeededBug bug(List<SeededBug> bugs, String name) {
        SeededBug bug = new SeededBug(name);
        bugs.add(bug);
        return bug;
    }

    private static void addTrading(List<SeededBug> bugs) {
        bugs.add(priority());
        bug(bugs, "fill off by one")
                .in(
                        "market/OrderBook.java",
                        "long quantity = Math.min(open, orders.leavesQty(maker));",
                        "long quantity = Math.min(open, Math.max(1, orders.leavesQty(maker) - 1));");
        bug(bugs, "trade at the aggressor's price")
                .in(
                        "market/OrderBook.java",
                        "fills.onFill(taker, maker, price, quantity)",
                        "fills.onFill(taker, maker, orders.price(taker), quantity)");
        bug(bugs, "stale best price after a level was emptied")
                .in(
                        "market/BookSide.java",
                        "if (level == best) {\n            best(trie.last());",
                        "if (level == best && orders.liveCount() == 0) {\n            best(trie.last());");
        bug(bugs, "ids not taken out of the indexes on a fill")
                .in(
                        "market/Executions.java",
                        "if (orders.leavesQty(order) == 0) {\n            live.retire(order);",
                        "if (orders.leavesQty(order) == 0) {\n            live.retireFilled(order);")
                .in("market/LiveOrders.java", "    long memoryBytes() {", """
                            void retireFilled(int order) {
                                departures.onRetire(order);
                                accounts.remove(orders.accountId(order), order);
                                sessions.remove(sessionOf(order), order);
                                orders.free(order);
                            }

                            long memoryBytes() {""");
        bug(bugs, "fill-or-kill looks at one level")
                .in(
                        "market/BookSide.java",
                        "            needed -= low;\n",
                        "            if (needed > 0) {\n                break;\n            }\n            needed -= low;\n");
        bug(bugs, "fill-or-kill ignores its limit")
                .in("market/BookSide.java", "isWithin(limit, price(level)); level =", "level != -2; level =");
        bug(bugs, "bound of fills ignored")
                .in("market/Executions.java", "return --fillsLeft > 0;", "--fillsLeft;\n        return true;");
        bug(bugs, "immediate-or-cancel rests where it traded")
                .in(
                        "market/OrderEntry.java",
                        "timeInForce == TimeInForce.IOC)",
                        "timeInForce == TimeInForce.IOC && orders.cumQty(order) == 0)");
        bug(bugs, "quantity of a level overflows")
                .in("market/Levels.java", "levels[at + COUNT] += QUANTITY_HIGH_ONE;", "levels[at + COUNT] += 0;")
                .in("market/Levels.java", "levels[at + COUNT] -= QUANTITY_HIGH_ONE;", "levels[at + COUNT] -= 0;");
        bug(bugs, "duplicate client order id accepted on another instrument")
                .in(
                        "market/OrderEntry.java",
                        "if (live.names().find(request.accountId, request.clOrdId) != Orders.NONE) {",
                        """
                        int holder = live.names().find(request.accountId, request.clOrdId);
                                if (holder != Orders.NONE && orders.instrumentId(holder) == request.instrumentId) {""");
        bug(bugs, "bound of live orders forgets old names")
                .in(
                        "market/LiveOrders.java",
                        "return (long) orders.liveCount() + names.aliasCount() >= maxOpenOrders;",
                        "return orders.liveCount() >= maxOpenOrders;");
    }

    private static void addChanges(List<SeededBug> bugs) {
        bug(bugs, "replace keeps priority when the quantity grows")
                .in(
                        "market/OrderEntry.java",
                        "boolean priorityKept = price == previousPrice && open <= previousOpen;",
                        "boolean priorityKept = price == previousPrice;")
                .in("market/OrderEntry.java", "if (open < previousOpen) {", "if (open != previousOpen) {");
        bug(bugs, "replace to a crossing price does not trade")
                .in(
                        "market/OrderEntry.java",
                        "ended = executions.match(instrument, order);\n        }\n        if (orders.leavesQty(order) == 0) {\n            live.retire",
                        "ended = null;\n        }\n        if (orders.leavesQty(order) == 0) {\n            live.retire");
        bug(bugs, "replace ignores the assumed filled quantity")
                .in("market/OrderEntry.java", "&& request.assumedCumQty != filled)", "&& request.assumedCumQty < 0)");
        bug(bugs, "reduce does not lower its level")
                .in(
                        "market/OrderBook.java",
                        "    void reduce(int order, long quantity) {\n        orders.lowerLeaves(order, quantity);",
                        "    void reduce(int order, long quantity) {\n        orders.lowerLeaves(order, quantity);\n"
                                + "        quantity = 0;");
    }

    private static void addAuctions(List<SeededBug> bugs) {
        bug(bugs, "uncross: lowest price of a buy surplus")
                .in(
                        "market/AuctionPrice.java",
                        "if (buySurplusOnly) {\n            price = highest;",
                        "if (buySurplusOnly) {\n            price = lowest;");
        bug(bugs, "uncross: lower of two equally near prices")
                .in("market/AuctionPrice.java", "gap(candidate) <= gap(nearest)", "gap(candidate) < gap(nearest)");
        bug(bugs, "uncross: sells are allocated from the back")
                .in(
                        "market/Executions.java",
                        "int sell = book.levels().head(asks.best());",
                        "int sell = book.levels().tail(asks.best());");
        bug(bugs, "uncross: prices of trades before are forgotten")
                .in(
                        "market/Executions.java",
                        "        instrument.traded(price);",
                        "        if (aggressor != AggressorSide.NONE) {\n            instrument.traded(price);\n        }");
        bug(bugs, "uncross: volume overflows")
                .in(
                        "market/Sum128.java",
                        "if (Long.compareUnsigned(sum, addedLow) < 0) {",
                        "if (Long.compareUnsigned(sum, addedLow) < 0 && sum == 0) {");
        bug(bugs, "bound of orders in a call phase ignored")
                .in("market/OrderEntry.java", "live.isFull() || isFullForAuction(instrument)", "live.isFull()");
        bug(bugs, "continuous trading on a locked book")
                .in(
                        "market/OrderBook.java",
                        "bids.bestPrice() >= asks.bestPrice()",
                        "bids.bestPrice() > asks.bestPrice()");
    }

    private static void addLongWork(List<SeededBug> bugs) {
        bug(bugs, "mass cancel in the order of a hash")
                .in(
                        "market/PendingWork.java",
                        "return withinReach(work, live.accounts().first(work.massCancel.accountId));",
                        "return scattered(work, Long.MIN_VALUE);")
                .in(
                        "market/PendingWork.java",
                        "return withinReach(work, live.accounts().next(order));",
                        "return scattered(work, scatter(order));")
                .in("market/PendingWork.java", "    private int withinReach(Work work, int order) {", """
                            private long scatter(int order) {
                                return orders.orderId(order) * 0x9E37_79B9_7F4A_7C15L;
                            }

                            private int scattered(Work work, long above) {
                                int found = Orders.NONE;
                                int order = live.accounts().first(work.massCancel.accountId);
                                for (; order != Orders.NONE; order = live.accounts().next(order)) {
                                    if (scatter(order) > above
                                            && withinReach(work, order) == order
                                            && (found == Orders.NONE || scatter(order) < scatter(found))) {
                                        found = order;
                                    }
                                }
                                return found;
                            }

                            private int withinReach(Work work, int order) {""");
        bug(bugs, "mass cancel reaches orders that came after it")
                .in(
                        "market/PendingWork.java",
                        "orders.orderId(order) < work.endOrderId ? order",
                        "orders.orderId(order) > 0 ? order");
        bug(bugs, "a day order that traded survives the close")
                .in(
                        "market/PendingWork.java",
                        "return orders.timeInForce(order) == TimeInForce.DAY;",
                        "return orders.timeInForce(order) == TimeInForce.DAY && orders.cumQty(order) == 0;");
        bug(bugs, "expiry passes over the order behind a GTC order")
                .in(
                        "market/PendingWork.java",
                        "            next = after(work, order);\n        } else if",
                        "            next = after(work, order);\n"
                                + "            if (next != Orders.NONE && work.expiring != null) {\n"
                                + "                next = after(work, next);\n            }\n        } else if");
        bug(bugs, "expiry does not walk on when its next order is cancelled")
                .in(
                        "market/PendingWork.java",
                        "if (order == next && queue.peek().expiring != null) {",
                        "if (order == next && queue.peek().expiring != null && stepBudget < 0) {");
    }

    private static void addSessions(List<SeededBug> bugs) {
        bug(bugs, "reports of a session lost in the snapshot")
                .in(
                        "session/SessionSnapshotWriter.java",
                        "if (limit > REPORTS_OFFSET) {",
                        "if (limit > REPORTS_OFFSET && limit < 0) {")
                .in(
                        "session/SessionSnapshotWriter.java",
                        ".oldestReportSeq(session.oldestReportSeq())",
                        ".oldestReportSeq(session.nextReportSeq())")
                .in(
                        "session/SessionSnapshotWriter.java",
                        "reports += session.nextReportSeq() - session.oldestReportSeq();",
                        "reports += 0;")
                .in("session/ReportRing.java", "savedNextSeq <= savedOldestSeq ||", "savedNextSeq < savedOldestSeq ||");
        bug(bugs, "old names lost in the snapshot")
                .in(
                        "snapshot/MarketSnapshotWriter.java",
                        "if (state.aliasCount() > 0) {",
                        "if (state.aliasCount() < 0) {");
        bug(bugs, "a message that arrives twice is applied twice")
                .in(
                        "session/Sessions.java",
                        "if (clientSeq == expected) {",
                        "if (clientSeq == expected || clientSeq == expected - 1) {")
                .in(
                        "session/Sessions.java",
                        "session.nextClientSeq = expected + 1;",
                        "session.nextClientSeq = clientSeq + 1;");
        bug(bugs, "the seed of the indexes reaches the events")
                .in(
                        "ExchangeEngine.java",
                        "venue.exchange().onTimer(timerFirings);",
                        "venue.exchange().onTimer(timerFirings + (indexSeed & 1));");
    }

    private static void addCancelOnDisconnect(List<SeededBug> bugs) {
        bug(bugs, "a window is not stopped when its session is attached again")
                .in("session/Attachments.java", "        windows.onAttached(session);\n", "");
        bug(bugs, "superseding is taken for a disconnect")
                .in(
                        "session/Attachments.java",
                        "detach(session, TerminationReason.SUPERSEDED);",
                        "detach(session, TerminationReason.SUPERSEDED);\n            windows.onConnectionLost(session);");
        bug(bugs, "a jump of the clock ends all windows")
                .in(
                        "session/PatienceClock.java",
                        "patienceNs + Math.min(timeNs - seenTimeNs, MAX_STEP_NS)",
                        "patienceNs + timeNs - seenTimeNs");
        bug(bugs, "a disconnect does not reach orders that came after the one before")
                .in(
                        "market/PendingWork.java",
                        "            pending.endOrderId = live.ids().next();",
                        "            pending.endOrderId += 0;");
    }
}
