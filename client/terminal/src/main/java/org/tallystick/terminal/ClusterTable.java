package org.tallystick.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.tallystick.flow.JsonObject;
import org.tallystick.node.local.ClusterStatus;
import org.tallystick.node.local.NodeStatus;

/** The status of a cluster as a person reads it, and as a program does. */
final class ClusterTable {
    private static final String NONE = "-";

    private ClusterTable() {}

    /** What both show of a node as a number: name in JSON, heading of the column, value. */
    private record Figure(String name, String heading, ToLongFunction<NodeStatus> value) {}

    private static List<Figure> figures(ClusterStatus status) {
        return List.of(
                new Figure("term", "term", NodeStatus::term),
                new Figure("commitPosition", "commit", NodeStatus::commitPosition),
                new Figure("logPosition", "log", NodeStatus::logPosition),
                new Figure("lag", "lag", node -> status.lag(node.id())),
                new Figure("eventPosition", "events", NodeStatus::eventPosition),
                new Figure("connections", "connections", NodeStatus::connections),
                new Figure("sessions", "sessions", node -> node.market().sessions()),
                new Figure("books", "books", node -> node.market().books()),
                new Figure("orders", "orders", node -> node.market().orders()),
                new Figure("lastEvent", "last event", node -> node.market().lastSeq()),
                new Figure("snapshots", "snapshots", NodeStatus::snapshots));
    }

    static List<String> lines(ClusterStatus status) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("node", "pid", "state", "role"));
        figures(status).forEach(figure -> heading.add(figure.heading()));
        heading.addAll(List.of("disk", "uptime"));
        rows.add(heading);
        for (NodeStatus node : status.nodes()) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(node.id()));
            row.add(number(node.pid(), "%d"));
            row.add(word(node.state()));
            row.add(node.role() == NodeStatus.Role.NONE ? NONE : word(node.role()));
            for (Figure figure : figures(status)) {
                row.add(number(figure.value().applyAsLong(node), "%,d"));
            }
            row.add(bytes(node.diskBytes()));
            row.add(node.uptime() == null ? NONE : uptime(node.uptime()));
            rows.add(row);
        }
        return TextTable.lines(rows, List.of("state", "role"));
    }

    static String json(ClusterStatus status) {
        JsonObject nodes = new JsonObject();
        for (NodeStatus node : status.nodes()) {
            JsonObject json = new JsonObject();
            putNumber(json, "pid", node.pid());
            json.put("state", word(node.state()));
            json.put("role", word(node.role()));
            json.put("takesPart", status.takesPart(node.id()));
            figures(status)
                    .forEach(figure ->
                            putNumber(json, figure.name(), figure.value().applyAsLong(node)));
            putNumber(json, "diskBytes", node.diskBytes());
            if (node.uptime() != null) {
                json.put("uptimeMs", node.uptime().toMillis());
            }
            nodes.put(Integer.toString(node.id()), json);
        }
        JsonObject all = new JsonObject();
        status.leader().ifPresent(leader -> all.put("leader", leader.id()));
        return all.put("nodes", nodes).toString();
    }

    private static void putNumber(JsonObject json, String name, long value) {
        if (value != NodeStatus.NONE) {
            json.put(name, value);
        }
    }

    private static String number(long value, String format) {
        return value == NodeStatus.NONE ? NONE : String.format(Locale.ROOT, format, value);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String bytes(long bytes) {
        return bytes == NodeStatus.NONE ? NONE : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }

    private static String uptime(Duration uptime) {
        return uptime.toHours() > 0
                ? String.format(Locale.ROOT, "%dh%02dm", uptime.toHours(), uptime.toMinutesPart())
                : String.format(Locale.ROOT, "%dm%02ds", uptime.toMinutes(), uptime.toSecondsPart());
    }
}
