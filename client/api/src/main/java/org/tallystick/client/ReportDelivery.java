package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.AuctionIndicativeDecoder;
import org.tallystick.codecs.entry.BusinessMessageRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.HashReportDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.OrderCancelRejectDecoder;
import org.tallystick.codecs.entry.OrderMassCancelReportDecoder;

/** Hands reports to the listener of a session, each kind to its own method. */
final class ReportDelivery {
    private final SessionListener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExecutionReportDecoder executionReport = new ExecutionReportDecoder();
    private final OrderCancelRejectDecoder cancelReject = new OrderCancelRejectDecoder();
    private final OrderMassCancelReportDecoder massCancelReport = new OrderMassCancelReportDecoder();
    private final BusinessMessageRejectDecoder businessReject = new BusinessMessageRejectDecoder();
    private final AdminReportDecoder adminReport = new AdminReportDecoder();
    private final HashReportDecoder hashReport = new HashReportDecoder();
    private final AuctionIndicativeDecoder indicative = new AuctionIndicativeDecoder();

    ReportDelivery(SessionListener listener) {
        this.listener = listener;
    }

    void deliver(DirectBuffer buffer, int offset, int templateId) {
        switch (templateId) {
            case ExecutionReportDecoder.TEMPLATE_ID ->
                listener.onExecutionReport(executionReport.wrapAndApplyHeader(buffer, offset, header));
            case OrderCancelRejectDecoder.TEMPLATE_ID ->
                listener.onOrderCancelReject(cancelReject.wrapAndApplyHeader(buffer, offset, header));
            case OrderMassCancelReportDecoder.TEMPLATE_ID ->
                listener.onOrderMassCancelReport(massCancelReport.wrapAndApplyHeader(buffer, offset, header));
            case BusinessMessageRejectDecoder.TEMPLATE_ID ->
                listener.onBusinessMessageReject(businessReject.wrapAndApplyHeader(buffer, offset, header));
            case AdminReportDecoder.TEMPLATE_ID ->
                listener.onAdminReport(adminReport.wrapAndApplyHeader(buffer, offset, header));
            case HashReportDecoder.TEMPLATE_ID ->
                listener.onHashReport(hashReport.wrapAndApplyHeader(buffer, offset, header));
            case AuctionIndicativeDecoder.TEMPLATE_ID ->
                listener.onAuctionIndicative(indicative.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // A report of a later version: its number counts, its content is not for this release.
            }
        }
    }
}
