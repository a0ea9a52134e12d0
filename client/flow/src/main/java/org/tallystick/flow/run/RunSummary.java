package org.tallystick.flow.run;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.JsonObject;

/** The figures of a run, as {@code summary.json} has them. */
public final class RunSummary {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    /**
     * What there is to say of a run through a log.
     *
     * @param durability    what an acknowledged command survives
     * @param ratePerSecond rows a second, 0 for as fast as it goes
     * @param latencyNs     round trips, from when a row was to be sent
     * @param lastEventSeq  number of the last event of the flow
     */
    record Log(String durability, long ratePerSecond, Histogram latencyNs, long lastEventSeq) {}

    private final String mode;
    private final RunFiles files;
    private final long[] rowsByAction;
    private final long rows;
    private final long marketHash;
    private final long stateHash;
    private final long wallNs;
    private final Log log;

    RunSummary(
            String mode,
            RunFiles files,
            long[] rowsByAction,
            long rows,
            long marketHash,
            long stateHash,
            long wallNs,
            Log log) {
        this.mode = mode;
        this.files = files;
        this.rowsByAction = rowsByAction.clone();
        this.rows = rows;
        this.marketHash = marketHash;
        this.stateHash = stateHash;
        this.wallNs = wallNs;
        this.log = log;
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
        return log == null ? null : log.durability;
    }

    /** Round trips in nanoseconds, null where there is no log. */
    public Histogram latencyNs() {
        return log == null ? null : log.latencyNs;
    }

    /** Rows a second at which the round trips were measured; 0 where it went as fast as it could, or there is no log. */
    public long ratePerSecond() {
        return log == null ? 0 : log.ratePerSecond;
    }

    /** Number of the last event of the flow, 0 where there is no log. */
    public long lastEventSeq() {
        return log == null ? 0 : log.lastEventSeq;
    }

    /** Number of refused rows by reason, only reasons that occurred, the most frequent first. */
    public Map<RejectReason, Long> rejections() {
        Map<RejectReason, Long> byCount = new LinkedHashMap<>();
        Arrays.stream(RejectReason.values())
                .filter(reason -> reason != RejectReason.NULL_VAL && files.rejected(reason) > 0)
                .sorted(Comparator.comparingLong(reason -> -files.rejected(reason)))
                .forEach(reason -> byCount.put(reason, files.rejected(reason)));
        return byCount;
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
        if (log != null) {
            json.put("durability", log.durability)
                    .put("rate_per_second", log.ratePerSecond)
                    .put("latency_ns", latency(log.latencyNs));
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

    private static JsonObject latency(Histogram latencyNs) {
        JsonObject json = new JsonObject().put("count", latencyNs.getTotalCount());
        for (double percentile : PERCENTILES) {
            json.put(
                    "p" + BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString(),
                    latencyNs.getValueAtPercentile(percentile));
        }
        return json.put("max", latencyNs.getMaxValue());
    }
}
