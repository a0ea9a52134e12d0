package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tallystick.codecs.CommandValidator.ABSENT;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.session.Participant;

/** Who may ask for what: roles, accounts, and orders that belong to others. */
class AuthorizationTest {
    private static final int OTHER_PARTICIPANTS_ACCOUNT = EngineFixture.ACCOUNT;
    private static final int ALPHA_ACCOUNT = 20;

    private final EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
    private final EngineFixture log = scenario.log;
    private EngineFixture.Sender trader;
    private EngineFixture.Sender auditor;
    private EngineFixture.Sender consumer;
    private EngineFixture.Sender admin;

    @BeforeEach
    void defineOneOfEachRole() {
        log.participant(2, "ALPHA", Participant.TRADER)
                .participant(3, "AUDIT", Participant.AUDITOR)
                .participant(4, "READER", Participant.CONSUMER | Participant.GATEWAY)
                .participant(5, "ADMIN", Participant.OPERATOR)
                .account(ALPHA_ACCOUNT, 2, "alpha");
        trader = log.attach(12, "ALPHA", "one");
        auditor = log.attach(13, "AUDIT", "one");
        consumer = log.attach(14, "READER", "one");
        admin = log.attach(15, "ADMIN", "one");
        scenario.events();
        scenario.reports(1);
    }

    private void everyOrderRequest(int account) {
        log.order(account, 1, 5, Side.BUY, 1000, 1, TimeInForce.DAY)
                .cancel(account, 1, 5)
                .replace(account, 1, 5, 6, 1000, 1)
                .reduce(account, 1, 5, 1)
                .status(account, 1, 5, ABSENT)
                .massCancel(account);
    }

    private void everyOrderRequestIsRefused(EngineFixture.Sender sender, int account, String reason) {
        log.as(sender);
        everyOrderRequest(account);
        assertEquals(
                List.of(
                        "OrderRejected " + reason,
                        "OrderChangeRejected " + reason,
                        "OrderChangeRejected " + reason,
                        "OrderChangeRejected " + reason,
                        "OrderChangeRejected " + reason,
                        "MassCancelRejected " + reason),
                scenario.events());
        assertEquals(
                List.of(
                        "ExecutionReport REJECTED " + reason,
                        "OrderCancelReject " + reason,
                        "OrderCancelReject " + reason,
                        "OrderCancelReject " + reason,
                        "OrderCancelReject " + reason,
                        "OrderMassCancelReport " + reason),
                scenario.reports(sender.sessionId));
    }

    @Test
    void shouldLetTradersOnlyTrade() {
        everyOrderRequestIsRefused(auditor, ALPHA_ACCOUNT, "NOT_AUTHORIZED");
        everyOrderRequestIsRefused(consumer, ALPHA_ACCOUNT, "NOT_AUTHORIZED");
        everyOrderRequestIsRefused(admin, ALPHA_ACCOUNT, "NOT_AUTHORIZED");

        log.as(trader).order(ALPHA_ACCOUNT, 1, 5, Side.BUY, 1000, 1, TimeInForce.DAY);
        assertEquals(List.of("OrderAccepted"), scenario.events());
    }

    @Test
    void shouldLetTradersUseTheirOwnAccountsOnly() {
        everyOrderRequestIsRefused(trader, OTHER_PARTICIPANTS_ACCOUNT, "NOT_OWNER");
        everyOrderRequestIsRefused(trader, 77, "UNKNOWN_ACCOUNT");
        everyOrderRequestIsRefused(log.operator, ALPHA_ACCOUNT, "NOT_OWNER");
    }

    private void everyOperatorsRequest() {
        log.participant(9, "NINTH", Participant.TRADER)
                .account(29, 2, "ninth")
                .instrument(9, "NTH")
                .phase(9, TradingPhase.OPENING_AUCTION)
                .uncross(9, ABSENT);
    }

    @Test
    void shouldLetOperatorsOnlyAdminister() {
        for (EngineFixture.Sender sender : List.of(trader, auditor, consumer)) {
            log.as(sender);
            everyOperatorsRequest();
            assertEquals(Collections.nCopies(5, "CommandRejected NOT_AUTHORIZED"), scenario.events());
            assertEquals(Collections.nCopies(5, "AdminReport NOT_AUTHORIZED"), scenario.reports(sender.sessionId));
        }

        log.as(admin);
        everyOperatorsRequest();
        assertEquals(
                List.of(
                        "ParticipantDefined",
                        "AccountDefined",
                        "InstrumentDefined",
                        "PhaseChanged OPENING_AUCTION",
                        "AuctionUncrossed"),
                scenario.events());
        assertEquals(Collections.nCopies(5, "AdminReport"), scenario.reports(admin.sessionId));
    }

    @Test
    void shouldTellHashesToAuditorsAndOperators() {
        for (EngineFixture.Sender sender : List.of(trader, consumer)) {
            log.as(sender).hash();
            assertEquals(List.of("CommandRejected NOT_AUTHORIZED"), scenario.events());
            assertEquals(List.of("AdminReport NOT_AUTHORIZED"), scenario.reports(sender.sessionId));
        }
        for (EngineFixture.Sender sender : List.of(auditor, admin)) {
            log.as(sender).hash();
            assertEquals(List.of("HashReported"), scenario.events());
            assertEquals(List.of("HashReport"), scenario.reports(sender.sessionId));
        }
    }

    @Test
    void shouldTellIndicativesToAnybody() {
        for (EngineFixture.Sender sender : List.of(trader, auditor, consumer, admin)) {
            log.as(sender).indicative(1);
            assertEquals(List.of(), scenario.events());
            assertEquals(List.of("AuctionIndicative"), scenario.reports(sender.sessionId));
        }
    }

    @Test
    void shouldFindOrdersByOrderIdWithinTheirAccountOnly() {
        long orderId = scenario.engine.venue().exchange().nextOrderId();
        log.as(trader).order(ALPHA_ACCOUNT, 1, 5, Side.BUY, 1000, 1, TimeInForce.DAY);
        log.status(ALPHA_ACCOUNT, 1, ABSENT, orderId);
        assertEquals(
                List.of("ExecutionReport NEW", "ExecutionReport ORDER_STATUS"), scenario.reports(trader.sessionId));

        log.as(log.operator).cancel(EngineFixture.ACCOUNT, 1, ABSENT, orderId);
        log.as(trader).cancel(ALPHA_ACCOUNT, 1, ABSENT, orderId + 1);
        log.cancel(ALPHA_ACCOUNT, 1, ABSENT, ABSENT);
        log.cancel(ALPHA_ACCOUNT, 9, ABSENT, orderId);
        log.cancel(ALPHA_ACCOUNT, 1, ABSENT, orderId);
        assertEquals(
                List.of(
                        "OrderAccepted",
                        "OrderChangeRejected NOT_OWNER",
                        "OrderChangeRejected UNKNOWN_ORDER",
                        "OrderChangeRejected MISSING_FIELD",
                        "OrderChangeRejected UNKNOWN_INSTRUMENT",
                        "OrderCancelled REQUESTED"),
                scenario.events());
    }

    /** Sessions of a participant share its accounts: whichever enters an order, all may change it. */
    @Test
    void shouldTellBothSessionsWhereOneChangesAnOrderOfTheOther() {
        EngineFixture.Sender other = log.attachOn(12, "ALPHA", "two");
        log.as(trader).order(ALPHA_ACCOUNT, 1, 5, Side.BUY, 1000, 10, TimeInForce.DAY);
        log.as(other).reduce(ALPHA_ACCOUNT, 1, 5, 3).replace(ALPHA_ACCOUNT, 1, 5, 6, 990, 5);
        log.cancel(ALPHA_ACCOUNT, 1, 6);
        List<String> changes =
                List.of("ExecutionReport RESTATED", "ExecutionReport REPLACED", "ExecutionReport CANCELED REQUESTED");
        assertEquals(changes, scenario.reports(other.sessionId));
        assertEquals("ExecutionReport NEW", scenario.reports(trader.sessionId).get(0));
        assertEquals(5, scenario.engine.nextReportSeq(trader.sessionId));
    }
}
