package org.tallystick.engine.event;

import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.block.BlockEvents;
import org.tallystick.engine.market.MarketEvents;
import org.tallystick.engine.session.SessionEvents;

/** Everything that the engine says to the outside, in order, between the begin and the end of its transaction. */
public interface EventSink extends MarketEvents, SessionEvents, BlockEvents {
    /** Id of no participant, account or instrument. */
    int NO_ENTITY = Integer.MIN_VALUE;

    /**
     * The genesis was applied.
     *
     * @param genesis what it fixed
     */
    void genesisApplied(Genesis genesis);

    /**
     * An admin command was applied. It is answered with a report; what it changed is an event of its own and went before.
     *
     * @param sessionId  session that sent it
     * @param templateId of the command
     * @param entityId   participant, account or instrument that it was about, {@link #NO_ENTITY} for none
     */
    void adminApplied(int sessionId, int templateId, int entityId);

    /**
     * A sequenced message was refused that is no order request, or whose fields could not be understood. Admin commands
     * (templates 40 to 46) are answered with {@code AdminReport}, all others with {@code BusinessMessageReject}.
     *
     * @param sessionId  session that sent it
     * @param templateId of the message
     * @param entityId   participant, account or instrument that it was about, {@link #NO_ENTITY} for none
     * @param reason     why
     */
    void commandRejected(int sessionId, int templateId, int entityId, RejectReason reason);

    /**
     * The hashes were asked for; they tell the state before this command.
     *
     * @param sessionId  session that asked
     * @param marketHash of the market: instruments and orders
     * @param stateHash  of the whole state
     * @param eventSeq   number of the last event before this command, 0 for none
     */
    void hashReported(int sessionId, long marketHash, long stateHash, long eventSeq);

    /**
     * A block ended: every tenth firing of the timer.
     *
     * @param block its number, from 1
     */
    void blockEnded(long block);
}
