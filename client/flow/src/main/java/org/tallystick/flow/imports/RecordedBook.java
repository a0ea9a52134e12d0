package org.tallystick.flow.imports;

import org.agrona.collections.Long2ObjectHashMap;
import org.tallystick.codecs.types.TradingPhase;

/** The recorded orders of one instrument. */
final class RecordedBook {
    final Long2ObjectHashMap<RecordedOrder> orders = new Long2ObjectHashMap<>();
    /** Null as long as the flow has said nothing. */
    TradingPhase phase;
}
