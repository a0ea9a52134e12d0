package org.tallystick.node.metrics;

import io.aeron.AeronCounters;
import java.util.function.ToLongFunction;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.NodeCounter;

/** The metrics that have one value each. */
enum Metric {
    TRANSACTIONS(
            "transactions_total",
            "Inputs of the log applied since the start, replay included.",
            node(NodeCounter.TRANSACTIONS)),
    COMMANDS(
            "commands_total",
            "Messages of clients applied or refused since the start, replay included.",
            node(NodeCounter.COMMANDS)),
    DUPLICATES(
            "duplicates_total",
            "Messages that had been applied before and were not again.",
            node(NodeCounter.DUPLICATES)),
    EVENT_SEQUENCE("event_sequence", "Sequence number of the last event.", node(NodeCounter.EVENT_SEQUENCE)),
    LOG_POSITION(
            "log_position_bytes", "Position of the log up to which it is applied.", node(NodeCounter.LOG_POSITION)),
    LOG_LAG("log_lag_bytes", "Log that is committed and not yet applied.", node(NodeCounter.LOG_LAG)),
    EVENT_LAG(
            "event_recording_lag_bytes",
            "Event stream that the archive has not recorded yet.",
            node(NodeCounter.EVENT_RECORDING_LAG)),
    RING_BYTES("ring_bytes", "Room that the rings of reports take.", node(NodeCounter.RING_BYTES)),
    RING_BYTES_BOUND("ring_bytes_bound", "Room that they can take at most.", node(NodeCounter.RING_BYTES_BOUND)),
    CONNECTIONS(
            "connections",
            "Connections that are open, those of the nodes themselves included.",
            node(NodeCounter.CONNECTIONS)),
    SESSIONS("sessions", "Sessions that exist.", node(NodeCounter.SESSIONS)),
    SESSIONS_ATTACHED("sessions_attached", "Sessions that a connection has.", node(NodeCounter.SESSIONS_ATTACHED)),
    SESSIONS_BLOCKED(
            "sessions_blocked", "Sessions that cannot take their reports now.", node(NodeCounter.SESSIONS_BLOCKED)),
    SESSIONS_SKIPPED(
            "sessions_skipped_total",
            "Times that a session could not take its reports and was passed over.",
            node(NodeCounter.SESSIONS_SKIPPED)),
    BOOKS("books", "Books, one for each instrument.", node(NodeCounter.BOOKS)),
    LIVE_ORDERS("live_orders", "Live orders.", node(NodeCounter.LIVE_ORDERS)),
    PENDING_WORK("pending_work", "Long work that goes on with the next timer.", node(NodeCounter.PENDING_WORK)),
    APPLY_TIME_MAX("apply_time_max_seconds", "Greatest time of a message timed.", node(NodeCounter.APPLY_TIME_MAX), 9),
    TIMER_TIME_MAX(
            "timer_time_max_seconds", "Greatest time of a firing of the timer.", node(NodeCounter.TIMER_TIME_MAX), 9),
    SNAPSHOT_DURATION(
            "snapshot_duration_seconds",
            "Time that the last snapshot held the engine up.",
            node(NodeCounter.SNAPSHOT_DURATION),
            9),
    SNAPSHOT_BYTES("snapshot_bytes", "Length of the last snapshot.", node(NodeCounter.SNAPSHOT_BYTES)),
    SNAPSHOT_LOG_POSITION(
            "snapshot_log_position_bytes",
            "Position of the log that the last snapshot taken or loaded stands for.",
            node(NodeCounter.SNAPSHOT_LOG_POSITION)),
    SNAPSHOT_TIME(
            "snapshot_timestamp_seconds",
            "When the last snapshot was taken, since the epoch.",
            node(NodeCounter.SNAPSHOT_TIME),
            3),
    SNAPSHOT_LOAD_DURATION(
            "snapshot_load_duration_seconds",
            "Time in which the snapshot that the node started from was read.",
            node(NodeCounter.SNAPSHOT_LOAD_DURATION),
            9),
    LEADER("leader", "Member that leads.", node(NodeCounter.LEADER)),

    ROLE("cluster_role", "0 follower, 1 candidate, 2 leader.", aeron(AeronCounters.CLUSTER_NODE_ROLE_TYPE_ID)),
    TERM("cluster_term", "Leadership term.", aeron(AeronCounters.CLUSTER_LEADERSHIP_TERM_ID_TYPE_ID)),
    ELECTION_STATE(
            "cluster_election_state",
            "17 where no election is under way.",
            aeron(AeronCounters.CLUSTER_ELECTION_STATE_TYPE_ID)),
    ELECTIONS(
            "cluster_elections_total",
            "Elections since the start.",
            aeron(AeronCounters.CLUSTER_ELECTION_COUNT_TYPE_ID)),
    COMMIT_POSITION(
            "cluster_commit_position_bytes",
            "Position of the log up to which it is committed, as far as this member knows.",
            aeron(AeronCounters.CLUSTER_COMMIT_POSITION_TYPE_ID)),
    SNAPSHOTS(
            "cluster_snapshots_total",
            "Snapshots since the start.",
            aeron(AeronCounters.CLUSTER_SNAPSHOT_COUNTER_TYPE_ID)),
    CLIENT_TIMEOUTS(
            "cluster_client_timeouts_total",
            "Connections closed because they said nothing.",
            aeron(AeronCounters.CLUSTER_CLIENT_TIMEOUT_COUNT_TYPE_ID)),
    CONSENSUS_ERRORS(
            "cluster_errors_total",
            "Errors and warnings of the consensus module.",
            aeron(AeronCounters.CLUSTER_CONSENSUS_MODULE_ERROR_COUNT_TYPE_ID)),
    SERVICE_ERRORS(
            "service_errors_total",
            "Errors and warnings of the service container.",
            aeron(AeronCounters.CLUSTER_CLUSTERED_SERVICE_ERROR_COUNT_TYPE_ID)),
    ARCHIVE_ERRORS("archive_errors_total", "Errors of the archive.", aeron(AeronCounters.ARCHIVE_ERROR_COUNT_TYPE_ID)),
    REPLAYS(
            "archive_replays",
            "Replays that the archive serves.",
            aeron(AeronCounters.ARCHIVE_REPLAY_SESSION_COUNT_TYPE_ID)),
    DRIVER_ERRORS("driver_errors_total", "Errors of the media driver.", driver(AeronCounters.SYSTEM_COUNTER_ID_ERRORS)),
    NAKS(
            "driver_naks_sent_total",
            "Requests for packets that the network lost.",
            driver(AeronCounters.SYSTEM_COUNTER_ID_NAK_MESSAGES_SENT)),
    DRIVER_CLIENT_TIMEOUTS(
            "driver_client_timeouts_total",
            "Clients of the media driver given up because they did nothing.",
            driver(AeronCounters.SYSTEM_COUNTER_ID_CLIENT_TIMEOUTS));

    private static final String COUNTER_SUFFIX = "_total";

    private final String text;
    private final String help;
    private final ToLongFunction<CounterValues> value;
    private final int decimals;

    Metric(String text, String help, ToLongFunction<CounterValues> value) {
        this(text, help, value, 0);
    }

    Metric(String text, String help, ToLongFunction<CounterValues> value, int decimals) {
        this.text = text;
        this.help = help;
        this.value = value;
        this.decimals = decimals;
    }

    private static ToLongFunction<CounterValues> node(NodeCounter counter) {
        return values -> values.get(counter);
    }

    private static ToLongFunction<CounterValues> aeron(int typeId) {
        return values -> values.ofAeron(typeId);
    }

    private static ToLongFunction<CounterValues> driver(int counterId) {
        return values -> values.ofDriver(counterId);
    }

    /** Writes it, unless it is not known. */
    void write(CounterValues values, PrometheusText to) {
        long now = value.applyAsLong(values);
        if (now != NodeCounter.UNKNOWN) {
            to.family(text, text.endsWith(COUNTER_SUFFIX) ? "counter" : "gauge", help)
                    .sample(now, decimals);
        }
    }
}
