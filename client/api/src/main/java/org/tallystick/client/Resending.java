package org.tallystick.client;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.CommandHeaderEncoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.NewOrderSingleDecoder;

/**
 * Sends the messages of a session again that the exchange has not received, in order, each under its own number. New
 * orders that have become too old are given up instead: their numbers are filled.
 *
 * <p><b>When an order may be given up.</b> Only while it is certain that the exchange has not applied it and will not: it
 * has not been sent on the present attachment, and what was sent on an earlier one is refused since this one is
 * established. Where the order was sent on the present attachment, a new attachment has to be made first; the
 * acknowledgement says which number is expected.
 *
 * <p><b>When numbers may be filled.</b> A fill reaches from the expected number on. So it is sent only when everything
 * before the given-up numbers is acknowledged; else it would take a message with it that was lost on its way.
 */
final class Resending {
    /** What became of a round. */
    enum Result {
        /** There is nothing left to send now. */
        DONE,
        /** There is more, for another round. */
        MORE,
        /** The connection takes no more now. */
        BLOCKED,
        /** An order is too old to be sent again, and has been sent on the present attachment. */
        NEEDS_ATTACHMENT
    }

    /** Messages sent again in one round, at most. */
    private static final int LIMIT = 256;

    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Outbound connection;
    private final SessionMessages messages;
    private final UnacknowledgedMessages unacknowledged;
    private final SessionListener listener;
    private final long maxAgeNs;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NewOrderSingleDecoder newOrder = new NewOrderSingleDecoder();
    private final CommandHeaderEncoder command = new CommandHeaderEncoder();
    private long next;
    private long end;
    private long offeredBelow;

    Resending(
            Outbound connection,
            SessionMessages messages,
            UnacknowledgedMessages unacknowledged,
            SessionListener listener,
            long maxAgeNs) {
        this.connection = connection;
        this.messages = messages;
        this.unacknowledged = unacknowledged;
        this.listener = listener;
        this.maxAgeNs = maxAgeNs;
    }

    boolean isPending() {
        return next < end;
    }

    /** Number that is sent next, of those that are sent again. */
    long next() {
        return next;
    }

    /** A new attachment is established: what is not acknowledged has not been sent on it. */
    void onAttached() {
        offeredBelow = unacknowledged.firstSeq();
        from(offeredBelow);
    }

    /** All from there on: no later one was applied either. */
    void from(long seq) {
        next = seq;
        end = unacknowledged.nextSeq();
    }

    /** A new message was sent. */
    void onOffered(long seq) {
        offeredBelow = seq + 1;
    }

    /** Sends until there is nothing left, the round is full, or the connection is. */
    Result round(long token, int sessionId) {
        next = Math.max(next, unacknowledged.firstSeq());
        for (int i = 0; isPending(); i++) {
            if (i == LIMIT) {
                return Result.MORE;
            }
            boolean isGivenUp = unacknowledged.isGivenUp(next);
            if (!isGivenUp && isTooOld(next)) {
                if (next < offeredBelow) {
                    return Result.NEEDS_ATTACHMENT;
                }
                giveUp(next);
                isGivenUp = true;
            }
            if (isGivenUp) {
                if (unacknowledged.firstSeq() < next) {
                    return Result.DONE;
                }
                if (!fill(token, sessionId)) {
                    return Result.BLOCKED;
                }
            } else if (!offer(token, sessionId)) {
                return Result.BLOCKED;
            }
        }
        return Result.DONE;
    }

    private boolean offer(long token, int sessionId) {
        UnsafeBuffer buffer = unacknowledged.buffer();
        int offset = unacknowledged.offset(next);
        command.wrap(buffer, offset + BODY).token(token).sessionId(sessionId);
        if (connection.offer(buffer, offset, unacknowledged.length(next)) < 0) {
            return false;
        }
        next++;
        offeredBelow = Math.max(offeredBelow, next);
        return true;
    }

    private boolean fill(long token, int sessionId) {
        long to = next + 1;
        while (to < end && (unacknowledged.isGivenUp(to) || to >= offeredBelow && isTooOld(to))) {
            if (!unacknowledged.isGivenUp(to)) {
                giveUp(to);
            }
            to++;
        }
        if (!messages.sequenceFill(token, sessionId, to)) {
            return false;
        }
        // A fill is answered where there is nothing to fill any more: the second brings the acknowledgement.
        messages.sequenceFill(token, sessionId, to);
        next = to;
        offeredBelow = Math.max(offeredBelow, to);
        return true;
    }

    private boolean isTooOld(long seq) {
        header.wrap(unacknowledged.buffer(), unacknowledged.offset(seq));
        return header.templateId() == NewOrderSingleDecoder.TEMPLATE_ID
                && connection.nowNs() - unacknowledged.sentNs(seq) > maxAgeNs;
    }

    private void giveUp(long seq) {
        unacknowledged.giveUp(seq);
        newOrder.wrapAndApplyHeader(unacknowledged.buffer(), unacknowledged.offset(seq), header);
        listener.onOrderGivenUp(seq, newOrder.accountId(), newOrder.clOrdId());
    }
}
