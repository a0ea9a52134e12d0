package org.tallystick.flow;

import java.util.List;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** The words of a flow file, for reading and writing; the frequent ones first. */
final class FlowWords {
    static final Words<FlowAction> ACTIONS = Words.ofNames(List.of(FlowAction.values()));
    static final Words<Side> SIDES = new Words<>(List.of("B", "S"), List.of(Side.BUY, Side.SELL));
    static final Words<OrdType> TYPES =
            Words.ofNames(List.of(OrdType.LIMIT, OrdType.MARKET, OrdType.STOP, OrdType.STOP_LIMIT));
    static final Words<TimeInForce> TIFS =
            Words.ofNames(List.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.GTD, TimeInForce.IOC, TimeInForce.FOK));
    static final Words<TradingPhase> PHASES = Words.ofNames(List.of(
            TradingPhase.PRE_OPEN,
            TradingPhase.OPENING_AUCTION,
            TradingPhase.CONTINUOUS,
            TradingPhase.CLOSING_AUCTION,
            TradingPhase.HALTED,
            TradingPhase.CLOSED));
    static final Words<Integer> FLAGS = new Words<>(
            List.of("POST_ONLY", "REDUCE_ONLY", "SHORT"),
            List.of(FlowRow.POST_ONLY, FlowRow.REDUCE_ONLY, FlowRow.SHORT));

    private FlowWords() {}
}
