package org.tallystick.flow.imports;

import org.tallystick.codecs.types.TradingPhase;

/** What an ITCH file says of a stock locate. */
final class ItchStock {
    static final int NOT_DEFINED = -1;

    final String symbol;
    final boolean isWanted;
    /** Index of its instrument, from its first order on. */
    int instrument = NOT_DEFINED;
    /** Its last trading action, or null. */
    TradingPhase phase;

    ItchStock(final String symbol, final boolean isWanted) {
        this.symbol = symbol;
        this.isWanted = isWanted;
    }
}
