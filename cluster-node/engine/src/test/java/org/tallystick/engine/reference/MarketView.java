package org.tallystick.engine.reference;

import java.util.List;
import java.util.Set;
import org.tallystick.codecs.types.TradingPhase;

/**
 * One instrument as an observer sees it between two requests.
 *
 * @param instrumentId   its id
 * @param phase          present phase
 * @param lastTradePrice null before the first trade
 * @param expiring       whether day orders are still being expired
 * @param orders         buys from the best price down, then sells from the best up, each level by priority
 * @param names          of these orders, those that they had included
 */
record MarketView(
        int instrumentId,
        TradingPhase phase,
        Long lastTradePrice,
        boolean expiring,
        List<Event.OrderState> orders,
        List<Set<Long>> names) {}
