package org.tallystick.engine.market;

import org.tallystick.codecs.types.Side;

/** A mass cancel as asked for. */
public final class MassCancel {
    /** Value of {@link #instrumentId} for all instruments. */
    public static final int ALL_INSTRUMENTS = Integer.MIN_VALUE;

    public int sessionId;
    public int accountId;
    public long massCancelId;
    public int instrumentId;
    /** Null: both sides. */
    public Side side;

    MassCancel copy() {
        MassCancel copy = new MassCancel();
        copy.sessionId = sessionId;
        copy.accountId = accountId;
        copy.massCancelId = massCancelId;
        copy.instrumentId = instrumentId;
        copy.side = side;
        return copy;
    }
}
