package org.tallystick.client;

import org.agrona.DirectBuffer;

/** The reports of a session: handed on in order, each once; what is missing is asked for again. */
final class IncomingReports {
    private final SessionListener listener;
    private final ReportDelivery delivery;
    private long nextSeq;
    private boolean isMissing;
    private boolean isRequestDue;

    IncomingReports(long nextSeq, SessionListener listener) {
        this.nextSeq = nextSeq;
        this.listener = listener;
        this.delivery = new ReportDelivery(listener);
    }

    /** Number of the next report; 0 before it is known. */
    long nextSeq() {
        return nextSeq;
    }

    /** Begins with this report, unless it is known already which is wanted. */
    void beginAt(long seq) {
        if (nextSeq == 0) {
            nextSeq = seq;
        }
    }

    /** Whether reports are known to be missing. */
    boolean isMissing() {
        return isMissing;
    }

    /** Nothing is under way: a new attachment says from which report on. */
    void onAttaching() {
        isMissing = false;
        isRequestDue = false;
    }

    /** There are reports up to this number, exclusive; returns whether that is news. */
    boolean onGivenBelow(long seq) {
        if (seq <= nextSeq || isMissing) {
            return false;
        }
        isMissing = true;
        isRequestDue = true;
        return true;
    }

    /** Asks again for what is missing. */
    void askAgain() {
        isRequestDue |= isMissing;
    }

    /** Sends the request that is due; returns false where the connection does not take it now. */
    boolean sendRequest(SessionMessages messages, long token, int sessionId) {
        if (isRequestDue) {
            isRequestDue = !messages.retransmitRequest(token, sessionId, nextSeq);
        }
        return !isRequestDue;
    }

    /** What is older is gone for good. */
    void onLostBelow(long oldestSeq) {
        if (oldestSeq > nextSeq) {
            long from = nextSeq;
            nextSeq = oldestSeq;
            listener.onReportsLost(from, oldestSeq);
        }
    }

    /** The next report has come. */
    void onNext() {
        nextSeq++;
        isMissing = false;
        isRequestDue = false;
    }

    void deliver(DirectBuffer buffer, int offset, int templateId) {
        delivery.deliver(buffer, offset, templateId);
    }
}
