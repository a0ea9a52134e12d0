package org.tallystick.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.codecs.types.CauseKind;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.Transaction;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;
import org.tallystick.engine.session.SessionFixtures;

/** What each session is told: session 7 is the cause of everything here, session 8 is not. */
final class ReportEncoderTest {
    private static final int ABSENT_ID = Integer.MIN_VALUE;

    private final Orders orders = new Orders();
    private final RecordedReports recorded = new RecordedReports();
    private final ReportEncoder encoder = new ReportEncoder(recorded, orders);
    private final Market market = new Market(orders, encoder);
    private final Transaction transaction = new Transaction();

    @BeforeEach
    void beginTransaction() {
        transaction.begin(CauseKind.COMMAND, 4096, 100, 200);
        encoder.begin(transaction);
        transaction.causedBy(7, 42);
        market.open();
    }

    private static String header(long reportSeq, int session) {
        String clientSeq = session == 7 ? "42" : "-";
        return "header=(reportSeq=" + reportSeq + "|clientSeq=" + clientSeq
                + "|logPosition=4096|transactTime=200|sessionId=" + session + ")|";
    }

    @Test
    void shouldReportANewOrder() {
        market.limit(7, 100, Side.BUY, 10, 1000);

        assertEquals(
                List.of("ExecutionReport " + header(1, 7)
                        + "accountId=7|orderId=1|clOrdId=100|origClOrdId=-|tradeId=-|price=1000|orderQty=10|leavesQty=10|"
                        + "cumQty=0|lastPx=-|lastQty=-|instrumentId=3|execType=NEW|ordStatus=NEW|side=BUY|ordType=LIMIT|"
                        + "timeInForce=DAY|flags={}|aggressor=NONE|cancelReason=NULL_VAL|rejectReason=NONE"),
                recorded.of(7));
    }

    @Test
    void shouldReportATradeToBothSides() {
        market.limit(8, 200, Side.SELL, 4, 1000);
        market.limit(7, 100, Side.BUY, 10, 1005);

        assertEquals(
                "ExecutionReport " + header(2, 7)
                        + "accountId=7|orderId=2|clOrdId=100|origClOrdId=-|tradeId=1|price=1005|orderQty=10|leavesQty=6|"
                        + "cumQty=4|lastPx=1000|lastQty=4|instrumentId=3|execType=TRADE|ordStatus=PARTIALLY_FILLED|"
                        + "side=BUY|ordType=LIMIT|timeInForce=DAY|flags={}|aggressor=BUY|cancelReason=NULL_VAL|"
                        + "rejectReason=NONE",
                recorded.last(7));
        assertEquals(
                "ExecutionReport " + header(2, 8)
                        + "accountId=8|orderId=1|clOrdId=200|origClOrdId=-|tradeId=1|price=1000|orderQty=4|leavesQty=0|"
                        + "cumQty=4|lastPx=1000|lastQty=4|instrumentId=3|execType=TRADE|ordStatus=FILLED|side=SELL|"
                        + "ordType=LIMIT|timeInForce=DAY|flags={}|aggressor=BUY|cancelReason=NULL_VAL|rejectReason=NONE",
                recorded.last(8));
    }

    @Test
    void shouldReportTheBuyerFirstWhereOneSessionTradesWithItself() {
        market.limit(7, 200, Side.SELL, 4, 1000);
        market.limit(7, 100, Side.BUY, 4, 1000);

        List<String> reports = recorded.of(7);
        assertEquals(4, reports.size());
        assertTrue(reports.get(2).contains("side=BUY"), reports.get(2));
        assertTrue(reports.get(3).contains("side=SELL"), reports.get(3));
    }

    @Test
    void shouldReportARejectedOrder() {
        market.newOrder(7, 100, Side.BUY, 10, 1001, order -> order.flags = 0b110);

        assertEquals(
                "ExecutionReport " + header(1, 7)
                        + "accountId=7|orderId=-|clOrdId=100|origClOrdId=-|tradeId=-|price=1001|orderQty=10|leavesQty=0|"
                        + "cumQty=0|lastPx=-|lastQty=-|instrumentId=3|execType=REJECTED|ordStatus=REJECTED|side=BUY|"
                        + "ordType=LIMIT|timeInForce=DAY|flags={reduceOnly,shortSale}|aggressor=NONE|cancelReason=NULL_VAL|"
                        + "rejectReason=UNSUPPORTED",
                recorded.last(7));
    }

    @Test
    void shouldReportTheQuantityThatACancelledOrderHad() {
        market.limit(8, 200, Side.SELL, 4, 1000);
        market.newOrder(7, 100, Side.BUY, 10, NewOrder.ABSENT, order -> {
            order.ordType = OrdType.MARKET;
            order.timeInForce = TimeInForce.IOC;
        });

        assertEquals(
                "ExecutionReport " + header(3, 7)
                        + "accountId=7|orderId=2|clOrdId=100|origClOrdId=-|tradeId=-|price=-|orderQty=10|leavesQty=0|"
                        + "cumQty=4|lastPx=-|lastQty=-|instrumentId=3|execType=CANCELED|ordStatus=CANCELED|side=BUY|"
                        + "ordType=MARKET|timeInForce=IOC|flags={}|aggressor=NONE|cancelReason=MARKET_REMAINDER|"
                        + "rejectReason=NONE",
                recorded.last(7));
    }

    @Test
    void shouldReportAReplaceWithTheNameThatItTookAway() {
        market.limit(7, 101, Side.BUY, 10, 1000);
        OrderChange change = Market.change(7, 101);
        change.clOrdId = 102;
        change.price = 995;
        market.exchange.replace(change);

        assertEquals(
                "ExecutionReport " + header(2, 7)
                        + "accountId=7|orderId=1|clOrdId=102|origClOrdId=101|tradeId=-|price=995|orderQty=10|leavesQty=10|"
                        + "cumQty=0|lastPx=-|lastQty=-|instrumentId=3|execType=REPLACED|ordStatus=NEW|side=BUY|"
                        + "ordType=LIMIT|timeInForce=DAY|flags={}|aggressor=NONE|cancelReason=NULL_VAL|rejectReason=NONE",
                recorded.last(7));

        change = Market.change(7, 102);
        change.price = 990;
        market.exchange.replace(change);

        assertTrue(recorded.last(7).contains("clOrdId=102|origClOrdId=-|"), recorded.last(7));
    }

    @Test
    void shouldReportAReduceAsRestated() {
        market.limit(8, 200, Side.SELL, 4, 1000);
        market.limit(7, 100, Side.BUY, 10, 1000);
        OrderChange change = Market.change(7, 100);
        change.quantity = 1;
        market.exchange.reduce(change);

        assertEquals(
                "ExecutionReport " + header(3, 7)
                        + "accountId=7|orderId=2|clOrdId=100|origClOrdId=-|tradeId=-|price=1000|orderQty=9|leavesQty=5|"
                        + "cumQty=4|lastPx=-|lastQty=1|instrumentId=3|execType=RESTATED|ordStatus=PARTIALLY_FILLED|"
                        + "side=BUY|ordType=LIMIT|timeInForce=DAY|flags={}|aggressor=NONE|cancelReason=NULL_VAL|"
                        + "rejectReason=NONE",
                recorded.last(7));
    }

    @Test
    void shouldReportTheEndOfTheDayToSessionsThatAskedForNothing() {
        market.limit(8, 200, Side.SELL, 4, 1000);
        market.exchange.changePhase(Market.INSTRUMENT, TradingPhase.CLOSED);

        assertEquals(
                "ExecutionReport " + header(2, 8)
                        + "accountId=8|orderId=1|clOrdId=200|origClOrdId=-|tradeId=-|price=1000|orderQty=4|leavesQty=0|"
                        + "cumQty=0|lastPx=-|lastQty=-|instrumentId=3|execType=EXPIRED|ordStatus=EXPIRED|side=SELL|"
                        + "ordType=LIMIT|timeInForce=DAY|flags={}|aggressor=NONE|cancelReason=NULL_VAL|rejectReason=NONE",
                recorded.last(8));
    }

    @Test
    void shouldAnswerARefusedChange() {
        OrderChange change = Market.change(7, NewOrder.ABSENT);
        change.orderId = 77;
        change.clOrdId = 5;
        change.price = 1000;
        market.exchange.replace(change);

        assertEquals(
                "OrderCancelReject " + header(1, 7)
                        + "accountId=7|orderId=77|clOrdId=5|origClOrdId=-|instrumentId=3|responseTo=REPLACE|"
                        + "reason=UNKNOWN_ORDER",
                recorded.last(7));
    }

    /** A request of session 7 about an order that session 8 entered; they share an account. */
    private static OrderChange changeOfAnothers(long clOrdId) {
        OrderChange change = Market.change(8, clOrdId);
        change.sessionId = 7;
        return change;
    }

    /** The last reports of both sessions are the same but for their headers, of which only the requester's names its request. */
    private void assertBothTold(String what) {
        String owner = recorded.last(8);
        String requester = recorded.last(7);
        assertTrue(owner.contains(what), owner);
        assertTrue(owner.startsWith("ExecutionReport " + header(recorded.of(8).size(), 8)), owner);
        assertEquals(
                owner.replace(
                        header(recorded.of(8).size(), 8), header(recorded.of(7).size(), 7)),
                requester);
    }

    @Test
    void shouldTellTheRequesterOfAnothersCancelReduceAndReplace() {
        market.limit(8, 200, Side.BUY, 10, 1000);
        OrderChange change = changeOfAnothers(200);
        change.quantity = 3;
        market.exchange.reduce(change);
        assertBothTold("lastQty=3|instrumentId=3|execType=RESTATED");

        change.clOrdId = 201;
        change.price = 990;
        change.quantity = NewOrder.ABSENT;
        market.exchange.replace(change);
        assertBothTold("clOrdId=201|origClOrdId=200|");

        market.exchange.cancel(changeOfAnothers(201));
        assertBothTold("cancelReason=REQUESTED");
        assertEquals(4, recorded.of(8).size());
        assertEquals(3, recorded.of(7).size());
    }

    @Test
    void shouldTellTheRequesterThatItsReduceOrReplaceEndedAnothersOrder() {
        market.limit(8, 200, Side.BUY, 10, 1000);
        OrderChange change = changeOfAnothers(200);
        change.quantity = 10;
        market.exchange.reduce(change);
        assertBothTold("cancelReason=REDUCED_TO_ZERO");

        market.limit(8, 201, Side.BUY, 10, 1000);
        market.limit(9, 300, Side.SELL, 4, 1000);
        change = changeOfAnothers(201);
        change.quantityMeaning = QuantityMeaning.TOTAL;
        change.quantity = 4;
        market.exchange.replace(change);
        assertBothTold("orderQty=10|leavesQty=0|cumQty=4|");
        assertBothTold("cancelReason=REPLACED_BELOW_FILLED");
    }

    @Test
    void shouldTellTheFillsOfAReplacedOrderToItsOwnerOnly() {
        market.limit(8, 200, Side.BUY, 10, 1000);
        market.limit(9, 300, Side.SELL, 4, 1005);
        OrderChange change = changeOfAnothers(200);
        change.price = 1005;
        market.exchange.replace(change);

        assertEquals(1, recorded.of(7).size());
        assertTrue(recorded.last(7).contains("execType=REPLACED"), recorded.last(7));
        assertEquals(3, recorded.of(8).size());
        assertTrue(recorded.last(8).contains("execType=TRADE"), recorded.last(8));
    }

    @Test
    void shouldNotTellWhoMassCancelsOfEachOrder() {
        market.limit(8, 200, Side.BUY, 10, 1000);
        MassCancel request = Market.massCancel(8, 5);
        request.sessionId = 7;
        market.exchange.massCancel(request);

        assertTrue(recorded.last(8).contains("cancelReason=MASS_CANCEL"), recorded.last(8));
        assertEquals(1, recorded.of(7).size());
        assertTrue(recorded.last(7).startsWith("OrderMassCancelReport"), recorded.last(7));
    }

    /** Session 8 entered the order, session 7 asks for it. */
    @Test
    void shouldAnswerAStatusRequestToTheSessionThatAsked() {
        market.limit(8, 200, Side.SELL, 4, 1000);
        market.exchange.status(Market.change(8, 200));

        assertEquals(1, recorded.of(8).size());
        assertTrue(recorded.last(7).contains("clOrdId=200|"), recorded.last(7));
        assertTrue(recorded.last(7).contains("execType=ORDER_STATUS|ordStatus=NEW"), recorded.last(7));
    }

    @Test
    void shouldReportMassCancels() {
        market.limit(7, 101, Side.BUY, 10, 1000);
        market.exchange.massCancel(Market.massCancel(7, 55));

        assertEquals(
                "OrderMassCancelReport " + header(3, 7)
                        + "accountId=7|massCancelId=55|totalAffectedOrders=1|instrumentId=-|side=NULL_VAL|reason=NONE",
                recorded.last(7));

        MassCancel rejected = Market.massCancel(7, NewOrder.ABSENT);
        rejected.instrumentId = 9;
        rejected.side = Side.SELL;
        market.exchange.massCancel(rejected);

        assertEquals(
                "OrderMassCancelReport " + header(4, 7)
                        + "accountId=7|massCancelId=-|totalAffectedOrders=0|instrumentId=9|side=SELL|"
                        + "reason=UNKNOWN_INSTRUMENT",
                recorded.last(7));
    }

    @Test
    void shouldAnswerWhatAnAuctionWouldDo() {
        market.exchange.indicative(Market.INSTRUMENT);

        assertEquals(
                "AuctionIndicative " + header(1, 7) + "instrumentId=3|price=-|volume=0|surplus=0", recorded.last(7));
    }

    @Test
    void shouldAnswerAdministration() {
        encoder.adminApplied(7, 42, 3);
        encoder.hashReported(7, -1, -2, 3);

        assertEquals(
                List.of(
                        "AdminReport " + header(1, 7) + "refTemplateId=42|entityId=3|reason=NONE",
                        "HashReport " + header(2, 7) + "marketHash=-1|stateHash=-2|eventSeq=3"),
                recorded.of(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 43, 46})
    void shouldAnswerARefusedAdminCommandWithAnAdminReport(int templateId) {
        encoder.commandRejected(7, templateId, ABSENT_ID, RejectReason.NOT_AUTHORIZED);

        assertEquals(
                "AdminReport " + header(1, 7) + "refTemplateId=" + templateId + "|entityId=-|reason=NOT_AUTHORIZED",
                recorded.last(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 25, 39, 47})
    void shouldAnswerAnyOtherRefusedMessageWithABusinessReject(int templateId) {
        encoder.commandRejected(7, templateId, ABSENT_ID, RejectReason.BAD_ENUM);

        assertEquals(
                "BusinessMessageReject " + header(1, 7) + "refTemplateId=" + templateId + "|reason=BAD_ENUM",
                recorded.last(7));
    }

    @Test
    void shouldReportNothingWhereThereIsNoSession() {
        transaction.begin(CauseKind.TIMER, 4096, 100, 200);
        for (int session : new int[] {0, -1, Transaction.NO_SESSION}) {
            market.limit(session, 100, Side.BUY, 10, 1000);
            market.limit(session, 101, Side.SELL, 4, 1000);
            market.limit(session, 101, Side.SELL, 4, 1);
            OrderChange change = Market.change(session, 100);
            change.quantity = 5;
            market.exchange.replace(change);
            change.quantity = 1;
            market.exchange.reduce(change);
            market.exchange.status(change);
            market.exchange.cancel(change);
            market.exchange.cancel(change);
            market.exchange.massCancel(Market.massCancel(session, 5));
            market.exchange.indicative(Market.INSTRUMENT);
            encoder.adminApplied(session, 40, 1);
            encoder.hashReported(session, 1, 2, 3);
            encoder.commandRejected(session, 40, 1, RejectReason.BAD_ENUM);
            encoder.commandRejected(session, 20, 1, RejectReason.BAD_ENUM);
        }

        assertTrue(recorded.bySession.isEmpty(), recorded.bySession::toString);
    }

    /** The session layer answers for itself. */
    @Test
    void shouldReportNothingOfTheSessionLayer() {
        var session = SessionFixtures.session();
        encoder.participantDefined(SessionFixtures.participant());
        encoder.accountDefined(SessionFixtures.account());
        encoder.sessionCreated(session);
        encoder.sessionAttached(session);
        encoder.sessionDetached(session, 1, TerminationReason.FINISHED);
        encoder.sequenceGap(session, 1, 1);
        encoder.sequenceFilled(session, 1, 2);
        encoder.messageRefused(1, 7, 1, 20, RejectReason.BAD_TOKEN);
        encoder.attachRefused(1, 1, 7, RejectReason.BAD_TOKEN);
        encoder.genesisApplied(new Genesis(99, 1, 1, ClockMode.LOG, "OPS", 2, 3, 12, 4, 5, 6, 7, 8, 9, 10, 11));
        encoder.blockEnded(1);

        assertTrue(recorded.bySession.isEmpty(), recorded.bySession::toString);
    }
}
