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
}
