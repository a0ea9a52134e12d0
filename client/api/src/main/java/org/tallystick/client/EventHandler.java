package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.events.FrameHeaderDecoder;

/** Takes the events of an exchange, in order, each once. What is handed over is valid during the call only. */
public interface EventHandler {
    /**
     * A transaction begins: what one command, or one firing of the timer, did.
     *
     * @param header its position in the log, its times and its cause
     */
    default void onBegin(FrameHeaderDecoder header) {}

    /**
     * One event.
     *
     * @param seq        its number, without gaps
     * @param topic      what it is about, a value of the schema's {@code Topic}
     * @param templateId of its message in the schema of events
     * @param buffer     holding the event
     * @param offset     of its SBE message header
     * @param length     in bytes, header included
     */
    void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length);

    /**
     * All events of the transaction have been given.
     *
     * @param header of its last frame
     */
    default void onCommit(FrameHeaderDecoder header) {}

    /**
     * A place between two transactions was reached: everything before it has been given. A consumer that stores this with
     * what it made of the events, in one transaction of its own, gets each event exactly once over all its lives. Called by
     * {@link EventStreamReader} behind {@link #onCommit}.
     *
     * @param checkpoint where a later reader may continue, on whichever node
     */
    default void onCheckpoint(EventStreamConfig.Checkpoint checkpoint) {}
}
