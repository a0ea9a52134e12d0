package org.tallystick.client;

import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.AuctionIndicativeDecoder;
import org.tallystick.codecs.entry.BusinessMessageRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.HashReportDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.OrderCancelRejectDecoder;
import org.tallystick.codecs.entry.OrderMassCancelReportDecoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;

/**
 * Hears a session. Reports come in the order of their {@code reportSeq}, each once. Called from
 * {@link ExchangeConnection#poll}; what is handed over is valid during the call only.
 */
public interface SessionListener {
    /**
     * The session is established for the first time: messages may be sent from now on.
     *
     * @param session that was established
     */
    default void onEstablished(ExchangeSession session) {}

    /** The connection is lost. Nothing can be sent until {@link #onReattached}; what was sent is kept. */
    default void onDetached() {}

    /**
     * The session is established again, on another connection. What the exchange has not received is being sent again, and
     * reports continue with the one after the last that was handed over.
     *
     * @param session that was established
     */
    default void onReattached(ExchangeSession session) {}

    /**
     * A new order did not reach the exchange in time, see {@link SessionConfig#maxAge}: it was not applied and never will
     * be. Its number is used up.
     *
     * @param clientSeq number of the message
     * @param accountId account of the order
     * @param clOrdId   client order id of the order
     */
    default void onOrderGivenUp(long clientSeq, int accountId, long clOrdId) {}

    /**
     * The exchange refused to attach the session.
     *
     * @param reason why
     */
    default void onRefused(RejectReason reason) {}

    /**
     * The attachment has ended: nothing is sent or heard any more.
     *
     * @param reason why
     */
    default void onTerminated(TerminationReason reason) {}

    /**
     * Something happened to an order.
     *
     * @param report what happened
     */
    default void onExecutionReport(ExecutionReportDecoder report) {}

    /**
     * A cancel, replace, reduce or status request was refused.
     *
     * @param reject the order as it was, and why
     */
    default void onOrderCancelReject(OrderCancelRejectDecoder reject) {}

    /**
     * A mass cancel was refused or is complete.
     *
     * @param report how many orders it reached
     */
    default void onOrderMassCancelReport(OrderMassCancelReportDecoder report) {}

    /**
     * A message could not be understood or is not allowed.
     *
     * @param reject which and why
     */
    default void onBusinessMessageReject(BusinessMessageRejectDecoder reject) {}

    /**
     * An administrative command was applied or refused.
     *
     * @param report which, and the reason, NONE where it was applied
     */
    default void onAdminReport(AdminReportDecoder report) {}

    /**
     * Answer to a request for the hashes.
     *
     * @param report market hash and state hash
     */
    default void onHashReport(HashReportDecoder report) {}

    /**
     * Answer to a request for the indicative price.
     *
     * @param report price, volume and surplus
     */
    default void onAuctionIndicative(AuctionIndicativeDecoder report) {}

    /**
     * A message was refused before it reached the session's sequence.
     *
     * @param reject which and why
     */
    default void onMessageReject(MessageRejectDecoder reject) {}

    /**
     * Messages did not reach the exchange and are being sent again.
     *
     * @param fromClientSeq the first of them
     */
    default void onResend(long fromClientSeq) {}

    /**
     * Reports are gone: the exchange does not hold them any more. The next report is the oldest that it holds.
     *
     * @param fromReportSeq the first lost
     * @param nextReportSeq the first that follows
     */
    default void onReportsLost(long fromReportSeq, long nextReportSeq) {}
}
