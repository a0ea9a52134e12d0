package org.tallystick.engine.event;

import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.market.MarketEvents;
import org.tallystick.engine.session.SessionEvents;

/** Everything that the engine says to the outside, in order, between the begin and the end of its transaction. */
public interface EventSink extends MarketEvents, SessionEvents {
    /** The genesis was applied. */
    void genesisApplied(org.tallystick.engine.Genesis genesis);
    /** An admin command that was applied (report only: its own event went before). entityId: participant, account or instrument, or ABSENT. */
    void adminApplied(int sessionId, int templateId, int entityId);
    /** A sequenced message that is no order request was refused, or one whose fields could not be understood.
     *  Admin commands (templates 40 to 46) are answered with AdminReport, everything else with BusinessMessageReject. */
    void commandRejected(int sessionId, int templateId, int entityId, RejectReason reason);

    void hashReported(int sessionId, long marketHash, long stateHash, long eventSeq);

    void blockEnded(long block, long runningHash);
}
