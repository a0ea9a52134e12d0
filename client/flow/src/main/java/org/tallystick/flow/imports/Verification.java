package org.tallystick.flow.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.tallystick.flow.JsonObject;

/**
 * How much of what was recorded came out again when the flow was run.
 *
 * @param recorded executions of displayed orders in continuous trading
 * @param reproduced those that came out as one trade with the same resting order, its price and the same quantity
 * @param different those that traded, but otherwise
 * @param missing those that did not trade, and those whose order the flow does not have
 * @param otherTrades trades that no execution was recorded for
 * @param rejectedRows rows of the flow that the engine refused
 * @param firstDifference what was recorded and what came out, for the first that differs; null where none does
 */
public record Verification(
        long recorded,
        long reproduced,
        long different,
        long missing,
        long otherTrades,
        long rejectedRows,
        String firstDifference) {
    private static final int SCALE = 4;

    /**
     * The share of the recorded executions that were reproduced.
     *
     * @return per cent, rounded down; 100 where nothing was recorded
     */
    public BigDecimal percent() {
        return recorded == 0
                ? BigDecimal.valueOf(100)
                : BigDecimal.valueOf(reproduced)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(recorded), SCALE, RoundingMode.DOWN);
    }

    JsonObject toJson() {
        final JsonObject json = new JsonObject()
                .put("recorded", recorded)
                .put("reproduced", reproduced)
                .put("different", different)
                .put("missing", missing)
                .put("percent", percent())
                .put("other_trades", otherTrades)
                .put("rejected_rows", rejectedRows);
        return firstDifference == null ? json : json.put("first_difference", firstDifference);
    }
}
