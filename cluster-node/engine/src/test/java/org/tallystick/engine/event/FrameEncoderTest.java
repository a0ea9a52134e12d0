package org.tallystick.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.CauseKind;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.Topic;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.Transaction;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;
import org.tallystick.engine.session.SessionFixtures;

/** Every event, as a consumer reads it. */
final class FrameEncoderTest {
    private static final int ABSENT_ID = Integer.MIN_VALUE;

    private final Orders orders = new Orders();
    private final RecordedFrames recorded = new RecordedFrames();
    private final FrameEncoder encoder = new FrameEncoder(recorded, orders);
    private final Market market = new Market(orders, encoder);

    @BeforeEach
    void beginTransaction() {
        Transaction transaction = new Transaction();
        transaction.begin(CauseKind.COMMAND, 4096, 100, 200);
        encoder.begin(transaction);
    }

    /** The events since the transaction began, without those that opened the market. */
    private void assertEvents(Topic topic, String... expected) {
        encoder.end();
        List<RecordedFrames.Event> events = recorded.allEvents();
        List<RecordedFrames.Event> last = events.subList(events.size() - expected.length, events.size());

        assertEquals(
                List.of(expected), last.stream().map(RecordedFrames.Event::text).toList());
        assertEquals(topic, last.get(last.size() - 1).topic());
    }

    @Test
    void shouldEncodeTheDefinitionOfAnInstrumentAndItsPhase() {
        market.open();

        assertEvents(
                Topic.INSTRUMENTS,
                "InstrumentDefined tickSize=5|lotSize=1|minQty=1|maxQty=1000000|instrumentId=3|priceDecimals=2|"
                        + "qtyDecimals=0|kind=SPOT|symbol=TLY|description=A share",
                "PhaseChanged instrumentId=3|phase=CONTINUOUS|previousPhase=CLOSED");
    }

    @Test
    void shouldEncodeOrdersAndTheirTrade() {
        market.open();
        market.limit(7, 100, Side.BUY, 10, 1000);
        market.limit(8, 200, Side.SELL, 4, 1000);

        assertEvents(
                Topic.TRADES,
                "OrderAccepted order=(orderId=1|clOrdId=100|price=1000|leavesQty=10|cumQty=0|accountId=7|sessionId=7|"
                        + "instrumentId=3|side=BUY|ordType=LIMIT|timeInForce=DAY|flags={})",
                "OrderAccepted order=(orderId=2|clOrdId=200|price=1000|leavesQty=4|cumQty=0|accountId=8|sessionId=8|"
                        + "instrumentId=3|side=SELL|ordType=LIMIT|timeInForce=DAY|flags={})",
                "Trade tradeId=1|price=1000|quantity=4"
                        + "|buy=(orderId=1|clOrdId=100|price=1000|leavesQty=6|cumQty=4|accountId=7|sessionId=7)"
                        + "|sell=(orderId=2|clOrdId=200|price=1000|leavesQty=0|cumQty=4|accountId=8|sessionId=8)"
                        + "|instrumentId=3|aggressor=SELL");
    }

    @Test
    void shouldEncodeTheRestOfAMarketOrder() {
        market.open();
        market.newOrder(8, 201, Side.SELL, 10, NewOrder.ABSENT, order -> {
            order.ordType = OrdType.MARKET;
            order.timeInForce = TimeInForce.IOC;
        });

        assertEvents(
                Topic.ORDERS,
                "OrderCancelled order=(orderId=1|clOrdId=201|price=-|leavesQty=0|cumQty=0|accountId=8|sessionId=8|"
                        + "instrumentId=3|side=SELL|ordType=MARKET|timeInForce=IOC|flags={})"
                        + "|cancelledQty=10|reason=MARKET_REMAINDER");
    }

    @Test
    void shouldEncodeARejectedOrderWithAllThatWasAskedFor() {
        market.newOrder(7, 100, Side.BUY, -3, 1001, order -> {
            order.instrumentId = 9;
            order.stopPrice = 5;
            order.displayQty = 6;
            order.flags = 0b010;
        });

        assertEvents(
                Topic.ORDERS,
                "OrderRejected clOrdId=100|price=1001|orderQty=-3|stopPx=5|displayQty=6|accountId=7|sessionId=7|"
                        + "instrumentId=9|side=BUY|ordType=LIMIT|timeInForce=DAY|flags={reduceOnly}|reason=UNKNOWN_INSTRUMENT");
    }

    @Test
    void shouldEncodeChangesOfAnOrder() {
        market.open();
        market.limit(7, 101, Side.BUY, 10, 1000);
        OrderChange replace = Market.change(7, 101);
        replace.clOrdId = 102;
        replace.price = 995;
        replace.quantity = 9;
        market.exchange.replace(replace);
        OrderChange reduce = Market.change(7, 102);
        reduce.quantity = 3;
        market.exchange.reduce(reduce);
        market.exchange.status(Market.change(7, 102));
        market.exchange.cancel(Market.change(7, 102));
        market.exchange.cancel(Market.change(7, 102));

        String rest = "accountId=7|sessionId=7|instrumentId=3|side=BUY|ordType=LIMIT|timeInForce=DAY|flags={})";
        assertEvents(
                Topic.ORDERS,
                "OrderReplaced order=(orderId=1|clOrdId=102|price=995|leavesQty=9|cumQty=0|" + rest
                        + "|previousClOrdId=101|previousPrice=1000|previousLeavesQty=10|priorityKept=0",
                "OrderReduced order=(orderId=1|clOrdId=102|price=995|leavesQty=6|cumQty=0|" + rest + "|reducedQty=3",
                "OrderCancelled order=(orderId=1|clOrdId=102|price=995|leavesQty=0|cumQty=0|" + rest
                        + "|cancelledQty=6|reason=REQUESTED",
                "OrderChangeRejected origClOrdId=102|orderId=-|clOrdId=-|accountId=7|sessionId=7|instrumentId=3|"
                        + "kind=CANCEL|reason=UNKNOWN_ORDER");
    }

    @Test
    void shouldEncodeMassCancels() {
        market.exchange.massCancel(Market.massCancel(7, 55));
        var rejected = Market.massCancel(7, NewOrder.ABSENT);
        rejected.instrumentId = 9;
        rejected.side = Side.SELL;
        market.exchange.massCancel(rejected);

        assertEvents(
                Topic.ORDERS,
                "MassCancelCompleted affectedOrders=0|massCancelId=55|accountId=7|sessionId=7|instrumentId=-|side=NULL_VAL",
                "MassCancelRejected massCancelId=-|accountId=7|sessionId=7|instrumentId=9|side=SELL|"
                        + "reason=UNKNOWN_INSTRUMENT");
    }

    @Test
    void shouldEncodeAnAuctionAndTheEndOfTheDay() {
        market.open();
        market.exchange.changePhase(Market.INSTRUMENT, TradingPhase.OPENING_AUCTION);
        market.limit(7, 101, Side.BUY, 10, 1000);
        market.limit(8, 102, Side.SELL, 4, 990);
        market.exchange.indicative(Market.INSTRUMENT);
        market.exchange.onTimer(1);
        market.exchange.uncross(Market.INSTRUMENT, NewOrder.ABSENT);
        market.exchange.changePhase(Market.INSTRUMENT, TradingPhase.CLOSED);

        assertEvents(
                Topic.ORDERS,
                "AuctionIndicativeChanged price=1000|volume=4|surplus=6|instrumentId=3",
                "Trade tradeId=1|price=1000|quantity=4"
                        + "|buy=(orderId=1|clOrdId=101|price=1000|leavesQty=6|cumQty=4|accountId=7|sessionId=7)"
                        + "|sell=(orderId=2|clOrdId=102|price=990|leavesQty=0|cumQty=4|accountId=8|sessionId=8)"
                        + "|instrumentId=3|aggressor=NONE",
                "AuctionUncrossed price=1000|volume=4|tradeCount=1|instrumentId=3",
                "PhaseChanged instrumentId=3|phase=CLOSED|previousPhase=OPENING_AUCTION",
                "OrderExpired order=(orderId=1|clOrdId=101|price=1000|leavesQty=0|cumQty=4|accountId=7|sessionId=7|"
                        + "instrumentId=3|side=BUY|ordType=LIMIT|timeInForce=DAY|flags={})|expiredQty=6");
        assertEquals(
                new TreeSet<>(List.of(Topic.INSTRUMENTS, Topic.ORDERS, Topic.BOOKS, Topic.TRADES)),
                new TreeSet<>(recorded.allEvents().stream()
                        .map(RecordedFrames.Event::topic)
                        .toList()));
    }

    @Test
    void shouldEncodeParticipantsAndAccounts() {
        encoder.participantDefined(SessionFixtures.participant());
        encoder.participantDefined(SessionFixtures.participant(3, 4));
        encoder.accountDefined(SessionFixtures.account());

        String roles = "roles={trader,gateway,consumer,auditor,operator}";
        assertEvents(
                Topic.ACCOUNTS,
                "ParticipantDefined participantId=2|" + roles + "|name=ALPHA|represents=[]",
                "ParticipantDefined participantId=2|" + roles
                        + "|name=ALPHA|represents=[(participantId=3),(participantId=4)]",
                "AccountDefined accountId=5|participantId=2|name=HEDGE");
    }

    @Test
    void shouldEncodeSessions() {
        var session = SessionFixtures.session();
        encoder.sessionCreated(session);
        encoder.sessionAttached(session);
        encoder.sessionDetached(session, 15, TerminationReason.SUPERSEDED);
        encoder.sequenceGap(session, 20, 3);
        encoder.sequenceFilled(session, 20, 23);
        encoder.messageRefused(11, 7, 42, 20, RejectReason.BAD_TOKEN);
        encoder.messageRefused(11, ABSENT_ID, NewOrder.ABSENT, ABSENT_ID, RejectReason.TOO_SHORT);
        encoder.attachRefused(11, 9, ABSENT_ID, RejectReason.NOT_AUTHORIZED);

        String connection = "=" + session.connectionId();
        String attached = "SessionAttached connectionId" + connection.replace("=" + Long.MIN_VALUE, "=-")
                + "|attachId=" + session.attachId()
                + "|nextClientSeq=" + session.nextClientSeq()
                + "|nextReportSeq=" + session.nextReportSeq()
                + "|sessionId=7";
        assertEvents(
                Topic.SESSIONS,
                "SessionCreated sessionId=7|participantId=2|name=DESK-1",
                attached,
                "SessionDetached connectionId=15|sessionId=7|reason=SUPERSEDED",
                "SequenceGap fromClientSeq=20|count=3|sessionId=7",
                "SequenceFilled fromClientSeq=20|nextClientSeq=23|sessionId=7",
                "MessageRefused connectionId=11|clientSeq=42|sessionId=7|refTemplateId=20|reason=BAD_TOKEN",
                "MessageRefused connectionId=11|clientSeq=-|sessionId=-|refTemplateId=-|reason=TOO_SHORT",
                "AttachRefused connectionId=11|attachId=9|sessionId=-|reason=NOT_AUTHORIZED");
    }

    @Test
    void shouldEncodeCancelOnDisconnect() {
        encoder.cancelWindowStarted(SessionFixtures.session());
        encoder.cancelWindowEnded(SessionFixtures.session());
        encoder.cancelWindowsRestarted(3);

        assertEvents(
                Topic.SESSIONS,
                "CancelWindowStarted cancelWindowNs=0|sessionId=7",
                "CancelWindowEnded sessionId=7",
                "CancelWindowsRestarted count=3");
    }

    @Test
    void shouldEncodeControls() {
        encoder.genesisApplied(new Genesis(99, 1, 1, ClockMode.LOG, "OPS", 2, 3, 12, 4, 5, 6, 7, 8, 9, 10, 11));
        encoder.commandRejected(7, 40, 2, RejectReason.DUPLICATE_ID);
        encoder.hashReported(7, -1, -2, 3);

        assertEvents(
                Topic.CONTROLS,
                "GenesisApplied clusterId=99|maxOpenOrders=2|maxFillsPerCommand=3|maxAuctionOrders=12|maxWorkPerStep=4|"
                        + "ringBytesPerSession=5|"
                        + "ringBytesTotal=6|maxInstruments=7|maxParticipants=8|maxAccounts=9|maxSessions=10|"
                        + "maxConnections=11|shard=1|rulesVersion=1|clockMode=LOG|operator=OPS",
                "CommandRejected entityId=2|sessionId=7|refTemplateId=40|reason=DUPLICATE_ID",
                "HashReported marketHash=-1|stateHash=-2|eventSeq=3");
        assertEquals(1, recorded.header(0).rulesVersion());
    }

    @Test
    void shouldEncodeTheEndOfABlock() {
        encoder.blockEnded(5);

        assertEvents(Topic.BLOCKS, "BlockEnded block=5|runningHash=0");
    }

    @Test
    void shouldEncodeWhatIsFoundAboutBlocks() {
        encoder.nodeDiverged(2, 5, -1, -2);
        encoder.nodeAgreed(2, 9, -3);
        encoder.blockDisputed(11, 3, 2, 4);

        assertEvents(
                Topic.BLOCKS,
                "NodeDiverged block=5|hash=-1|majorityHash=-2|memberId=2",
                "NodeAgreed block=9|hash=-3|memberId=2",
                "BlockDisputed block=11|reported=3|hashes=2|memberCount=4");
    }

    @Test
    void shouldMakeNoEventOfAnswers() {
        market.open();
        market.limit(7, 101, Side.BUY, 10, 1000);
        encoder.end();
        int frames = recorded.frames.size();

        beginTransaction();
        market.exchange.status(Market.change(7, 101));
        market.exchange.indicative(Market.INSTRUMENT);
        encoder.adminApplied(7, 40, 2);
        encoder.end();

        assertEquals(frames, recorded.frames.size());
    }

    /** Two encoders that hear the same write the same bytes, whatever their buffers held before. */
    @Test
    void shouldWriteEveryByteOfAnEvent() {
        RecordedFrames other = new RecordedFrames();
        FrameEncoder used = new FrameEncoder(other, orders);
        Transaction transaction = new Transaction();
        transaction.begin(CauseKind.COMMAND, 4096, 100, 200);
        used.begin(transaction);
        while (other.frames.size() < 2) {
            used.hashReported(7, -1, -1, -1);
        }
        used.end();
        other.frames.clear();
        used.restore(0, 0, 0);
        used.begin(transaction);

        for (FrameEncoder each : List.of(encoder, used)) {
            tellEverything(each);
        }

        for (int i = 0; i < recorded.frames.size(); i++) {
            assertEquals(Arrays.toString(recorded.frames.get(i)), Arrays.toString(other.frames.get(i)));
        }
    }

    private void tellEverything(FrameEncoder each) {
        Market busy = new Market(orders, each);
        busy.open();
        busy.limit(7, 101, Side.BUY, 10, 1000);
        busy.newOrder(8, 200, Side.SELL, 4, 1001, order -> order.flags = 0);
        busy.exchange.massCancel(Market.massCancel(7, 55));
        each.participantDefined(SessionFixtures.participant(3));
        each.accountDefined(SessionFixtures.account());
        each.sessionCreated(SessionFixtures.session());
        each.genesisApplied(new Genesis(99, 1, 1, ClockMode.LOG, "OPS", 2, 3, 12, 4, 5, 6, 7, 8, 9, 10, 11));
        each.cancelWindowStarted(SessionFixtures.session());
        each.cancelWindowEnded(SessionFixtures.session());
        each.cancelWindowsRestarted(3);
        each.blockEnded(1);
        each.nodeDiverged(2, 5, -1, -2);
        each.nodeAgreed(2, 9, -3);
        each.blockDisputed(11, 3, 2, 4);
        each.end();
    }
}
