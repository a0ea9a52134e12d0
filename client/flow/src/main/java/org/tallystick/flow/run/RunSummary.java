package org.tallystick.flow.run;

import java.math.BigDecimal;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.JsonObject;

/** The figures of a run, as {@code summary.json} has them. */
public final class RunSummary {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private final String mode;
    private final RunFiles files;
    private final long[] rowsByAction;
    private final long rows;
    private final long marketHash;
    private final long stateHash;
    private final long wallNs;
    private final String durability;
    private final Histogram latencyNs;

    RunSummary(
            String mode,
            RunFiles files,
            long[] rowsByAction,
            long rows,
            long marketHash,
            long stateHash,
            long wallNs,
            String durability,
            Histogram latencyNs) {
        this.mode = mode;
        this.files = files;
        this.rowsByAction = rowsByAction.clone();
        this.rows = rows;
        this.marketHash = marketHash;
        this.stateHash = stateHash;
        this.wallNs = wallNs;
        this.durability = durability;
        this.latencyNs = latencyNs;
    }

    /** Rows read. */
    public long rows() {
        return rows;
    }

    /** Rows that were refused. */
    public long rejected() {
        long sum = 0;
        for (RejectReason reason : RejectReason.values()) {
            sum += reason == RejectReason.NULL_VAL ? 0 : files.rejected(reason);
        }
        return sum;
    }

    /** Rows that were not refused. */
    public long accepted() {
        return rows - rejected();
    }

    /** Trades. */
    public long trades() {
        return files.tradeCount();
    }

    /** Orders that rest in the end. */
    public long openOrders() {
        return files.market().openOrders();
    }

    /** Hash of the market as its users see it. */
    public String marketHash() {
        return hex(marketHash);
    }

    /** Hash of the complete state. */
    public String stateHash() {
        return hex(stateHash);
    }

    private static String hex(long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    /** Rows a second, reading and writing included. */
    public long commandsPerSecond() {
        return (long) (rows * 1e9 / Math.max(1, wallNs));
    }

    /** Wall time in nanoseconds. */
    public long wallNs() {
        return wallNs;
    }

    /** Durability level, null where there is no log. */
    public String durability() {
        return durability;
    }

    /** Round trips in nanoseconds, null where there is no log. */
    public Histogram latencyNs() {
        return latencyNs;
    }

    /** Number of refused rows by reason, only reasons that occurred. */
    public JsonObject rejectedByReason() {
        JsonObject json = new JsonObject();
        for (RejectReason reason : RejectReason.values()) {
            if (reason != RejectReason.NULL_VAL && files.rejected(reason) > 0) {
                json.put(reason.name(), files.rejected(reason));
            }
        }
        return json;
    }

    /** All figures. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("mode", mode)
                .put("rows", rows)
                .put("commands", commands())
                .put("accepted", accepted())
                .put("rejected", rejected())
                .put("rejected_by_reason", rejectedByReason())
                .put("trades", trades())
                .put("symbols", symbols())
                .put("open_orders", openOrders())
                .put("market_hash", marketHash())
                .put("state_hash", stateHash())
                .put("wall_ns", wallNs)
                .put("commands_per_second", commandsPerSecond());
        if (durability != null) {
            json.put("durability", durability);
        }
        if (latencyNs != null) {
            json.put("latency_ns", latency());
        }
        return json;
    }

    private JsonObject commands() {
        JsonObject json = new JsonObject();
        for (FlowAction action : FlowAction.values()) {
            json.put(action.name(), rowsByAction[action.ordinal()]);
        }
        return json;
    }

    private JsonObject symbols() {
        JsonObject json = new JsonObject();
        for (ReplicaBook book : files.market().books()) {
            BigDecimal quantity = new BigDecimal(book.tradedQty(), book.qtyDecimals);
            BigDecimal notional = new BigDecimal(book.tradedNotional, book.priceDecimals + book.qtyDecimals);
            json.put(
                    book.symbol,
                    new JsonObject()
                            .put("trades", book.trades)
                            .put("quantity", quantity)
                            .put("notional", notional));
        }
        return json;
    }

    private JsonObject latency() {
        JsonObject json = new JsonObject().put("count", latencyNs.getTotalCount());
        for (double percentile : PERCENTILES) {
            json.put(
                    "p" + BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString(),
                    latencyNs.getValueAtPercentile(percentile));
        }
        return json.put("max", latencyNs.getMaxValue());
    }
}
