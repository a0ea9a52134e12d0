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
}
