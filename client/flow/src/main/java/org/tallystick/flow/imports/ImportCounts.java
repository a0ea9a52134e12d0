package org.tallystick.flow.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.JsonObject;

/** What an import has counted: messages by type and outcome, rows by action, executions. */
public final class ImportCounts {
    private static final int TYPES = 1 << Byte.SIZE;

    private final long[][] messages = new long[TYPES][];
    private final long[] rows = new long[FlowAction.values().length];
    long executions;
    long executionsOfUnknownOrders;
    long executionsAtOtherPrices;
    long executionsOutsideTrading;
    long ordersWithNewIds;
    long timesMovedForward;

    ImportCounts() {}

    /**
     * Messages of one type with one outcome.
     *
     * @param type the letter or digit of the type
     * @param outcome what became of them
     * @param count how many there are
     */
    public record Line(String type, Outcome outcome, long count) {}

    void message(final int type, final Outcome outcome) {
        final int index = type & TYPES - 1;
        if (messages[index] == null) {
            messages[index] = new long[Outcome.values().length];
        }
        messages[index][outcome.ordinal()]++;
    }

    void row(final FlowAction action) {
        rows[action.ordinal()]++;
    }

    /**
     * Messages by type and outcome.
     *
     * @return those that there are, by type
     */
    public List<Line> lines() {
        final List<Line> lines = new ArrayList<>();
        for (int type = 0; type < TYPES; type++) {
            for (final Outcome outcome : Outcome.values()) {
                final long count = messages[type] == null ? 0 : messages[type][outcome.ordinal()];
                if (count > 0) {
                    lines.add(new Line(name(type), outcome, count));
                }
            }
        }
        return Collections.unmodifiableList(lines);
    }

    private static String name(final int type) {
        return type > ' ' && type <= '~' ? String.valueOf((char) type) : String.format("0x%02x", type);
    }

    /** Messages in all. */
    public long messages() {
        return lines().stream().mapToLong(Line::count).sum();
    }

    /** Messages that are in the flow. */
    public long mapped() {
        return lines().stream()
                .filter(line -> line.outcome() == Outcome.MAPPED)
                .mapToLong(Line::count)
                .sum();
    }

    /** Executions of displayed orders in continuous trading, those of unknown orders included. */
    public long executions() {
        return executions;
    }

    /** Executions in continuous trading whose order is not in the book: they are not in the flow. */
    public long executionsOfUnknownOrders() {
        return executionsOfUnknownOrders;
    }

    /** Executions that were recorded at another price than the order's, where the flow has them. */
    public long executionsAtOtherPrices() {
        return executionsAtOtherPrices;
    }

    /** Executions while there was no continuous trading: the flow takes their quantity off the order. */
    public long executionsOutsideTrading() {
        return executionsOutsideTrading;
    }

    /** Orders that got another id, because theirs was taken or no id of a flow. */
    public long ordersWithNewIds() {
        return ordersWithNewIds;
    }

    /** Rows whose recorded time lies before that of the row in front of them, which they got. */
    public long timesMovedForward() {
        return timesMovedForward;
    }

    JsonObject toJson() {
        final JsonObject mapped = new JsonObject();
        final JsonObject skipped = new JsonObject();
        final List<Line> lines = lines();
        for (final Line line : lines) {
            if (line.outcome() == Outcome.MAPPED) {
                mapped.put(line.type(), line.count());
            }
        }
        for (final Outcome outcome : Outcome.values()) {
            final JsonObject byType = new JsonObject();
            lines.stream()
                    .filter(line -> line.outcome() == outcome)
                    .forEach(line -> byType.put(line.type(), line.count()));
            if (outcome != Outcome.MAPPED && lines.stream().anyMatch(line -> line.outcome() == outcome)) {
                skipped.put(outcome.name(), byType);
            }
        }
        final JsonObject rowsByAction = new JsonObject();
        long total = 0;
        for (final FlowAction action : FlowAction.values()) {
            rowsByAction.put(action.name(), rows[action.ordinal()]);
            total += rows[action.ordinal()];
        }
        return new JsonObject()
                .put("messages", messages())
                .put("messages_mapped", mapped())
                .put("mapped_by_type", mapped)
                .put("messages_skipped", messages() - mapped())
                .put("skipped_by_reason", skipped)
                .put("rows", total)
                .put("rows_by_action", rowsByAction)
                .put("executions", executions)
                .put("executions_of_unknown_orders", executionsOfUnknownOrders)
                .put("executions_at_other_prices", executionsAtOtherPrices)
                .put("executions_outside_trading", executionsOutsideTrading)
                .put("orders_with_new_ids", ordersWithNewIds)
                .put("times_moved_forward", timesMovedForward);
    }
}
