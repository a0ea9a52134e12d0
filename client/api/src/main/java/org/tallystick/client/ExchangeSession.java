package org.tallystick.client;

import org.agrona.MutableDirectBuffer;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.entry.CommandHeaderEncoder;

/**
 * A session of a participant, attached to an {@link ExchangeConnection}. Every method that sends a message returns its
 * {@code clientSeq}, 1 or more, or one of the negative results of this class; then nothing was sent, and the caller may
 * try again after {@link ExchangeConnection#poll}. What the exchange has not received is sent again by itself, so each
 * message is applied once, in order, under the number that was returned for it. The session outlives its connection: on the
 * next one it goes on where it was. Prices and quantities are in the smallest unit of the instrument's decimals.
 *
 * <p>One library at a time: where another process attaches the same session, this one ends and does not come back.
 *
 * <p>One thread at a time.
 */
public final class ExchangeSession extends ExchangeCommands {
    /** Result: the connection cannot take more now. */
    public static final long BACK_PRESSURED = -1;

    /** Result: too many messages without an answer, or messages are being sent again. */
    public static final long WINDOW_FULL = -2;

    /** Result: the session is not established, or between two connections. */
    public static final long NOT_ESTABLISHED = -3;

    /** Result: there is no leader, or no connection, at present. */
    public static final long NOT_CONNECTED = -4;

    /** Result: the connection has ended. */
    public static final long CLOSED = -5;

    private final SessionConfig config;
    private final SessionDialog dialog;

    ExchangeSession(Outbound connection, SessionConfig config, SessionListener listener) {
        this.config = config;
        this.dialog = new SessionDialog(connection, this, config, listener);
    }

    /** Ends the attachment; the session, its orders and its numbers stay. */
    public void terminate() {
        dialog.terminate();
    }

    /**
     * Whether messages may be sent.
     *
     * @return true while established
     */
    public boolean isEstablished() {
        return dialog.state() == SessionDialog.State.ESTABLISHED;
    }

    /**
     * Whether the attachment was refused or has ended.
     *
     * @return true where nothing will come any more
     */
    public boolean isEnded() {
        return dialog.isOver() || dialog.state() == SessionDialog.State.TERMINATING;
    }

    /**
     * Number that the exchange gave the session.
     *
     * @return 0 before it is known
     */
    public int sessionId() {
        return dialog.sessionId();
    }

    /**
     * Number that the next message will have.
     *
     * @return the next clientSeq
     */
    @Override
    public long nextClientSeq() {
        return dialog.unacknowledged().nextSeq();
    }

    /**
     * Number of the next report.
     *
     * @return the next reportSeq
     */
    public long nextReportSeq() {
        return dialog.nextReportSeq();
    }

    /**
     * Messages sent and not yet answered, those among them that are being sent again.
     *
     * @return how many
     */
    public long unacknowledged() {
        return dialog.unacknowledged().nextSeq() - dialog.unacknowledged().firstSeq();
    }

    /**
     * How the session was attached.
     *
     * @return its configuration
     */
    public SessionConfig config() {
        return config;
    }

    SessionDialog dialog() {
        return dialog;
    }

    @Override
    protected MutableDirectBuffer buffer() {
        return dialog.unacknowledged().buffer();
    }

    @Override
    protected int claim() {
        return isEstablished() && !dialog.isResending()
                ? dialog.unacknowledged().claim(MessageLimits.MAX_CLIENT_MESSAGE_LENGTH)
                : -1;
    }

    @Override
    protected long refusal() {
        return isEstablished() ? WINDOW_FULL : NOT_ESTABLISHED;
    }

    @Override
    protected void begin(CommandHeaderEncoder command) {
        command.token(dialog.token())
                .clientSeq(dialog.unacknowledged().nextSeq())
                .sessionId(dialog.sessionId());
    }

    @Override
    protected long send(int offset, int length) {
        return dialog.send(offset, length);
    }
}
