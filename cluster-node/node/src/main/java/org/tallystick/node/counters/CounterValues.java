package org.tallystick.node.counters;

import io.aeron.AeronCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;

/** The counters of a node and those of Aeron beside them, read once, by any thread and process. */
public final class CounterValues {
    /** Recordings that are told apart. */
    private static final int MAX_RECORDINGS = 64;

    private final Map<NodeCounter, Long> values = new EnumMap<>(NodeCounter.class);
    private final Map<Integer, Long> rejects = new TreeMap<>();
    private final Map<Integer, Long> aeron = new TreeMap<>();
    private final List<Recording> recordings = new ArrayList<>();
    private final long[] applyTimes = new long[ApplyTimes.BUCKETS];
    private final CountersReader counters;
    private final int memberId;

    /**
     * A recording that the archive is making.
     *
     * @param id       of the recording
     * @param streamId of what is recorded
     * @param position up to which it is
     */
    public record Recording(long id, int streamId, long position) {}

    private CounterValues(CountersReader counters, int memberId) {
        this.counters = counters;
        this.memberId = memberId;
    }

    /**
     * Reads them.
     *
     * @param counters of the node's media driver
     * @param memberId of the node
     * @return what they are now
     */
    public static CounterValues read(CountersReader counters, int memberId) {
        CounterValues values = new CounterValues(counters, memberId);
        counters.forEach(values::onCounter);
        return values;
    }

    /**
     * Value of a counter of the node.
     *
     * @param counter that there is one of
     * @return {@link NodeCounter#UNKNOWN} where there is none
     */
    public long get(NodeCounter counter) {
        return values.getOrDefault(counter, NodeCounter.UNKNOWN);
    }

    /** Rejects by the value of their reason in the schema; only those that occurred. */
    public Map<Integer, Long> rejects() {
        return Map.copyOf(rejects);
    }

    /** Messages timed, for each bucket of {@link ApplyTimes}. */
    public long[] applyTimes() {
        return Arrays.copyOf(applyTimes, applyTimes.length);
    }

    /**
     * Value of a counter of Aeron.
     *
     * @param typeId that one counter of a node has; of the driver's own, {@link #ofDriver} tells
     * @return {@link NodeCounter#UNKNOWN} where there is none
     */
    public long ofAeron(int typeId) {
        return aeron.getOrDefault(typeId, NodeCounter.UNKNOWN);
    }

    /**
     * Value of a counter of the media driver.
     *
     * @param counterId of its system counters
     * @return its value
     */
    public long ofDriver(int counterId) {
        return counters.getCounterValue(counterId);
    }

    /** Recordings that are being made. */
    public List<Recording> recordings() {
        return List.copyOf(recordings);
    }

    private void onCounter(int counterId, int typeId, DirectBuffer key, String label) {
        long value = counters.getCounterValue(counterId);
        if (typeId == AeronCounters.ARCHIVE_RECORDING_POSITION_TYPE_ID) {
            addRecording(key.getLong(0), label, value);
        } else if (typeId >= AeronCounters.ARCHIVE_RECORDING_POSITION_TYPE_ID && typeId < NodeCounter.FIRST_TYPE_ID) {
            aeron.put(typeId, value);
        } else if (NodeCounter.of(typeId) != null && NodeCounter.memberId(key) == memberId) {
            add(NodeCounter.of(typeId), NodeCounter.detail(key), value);
        }
    }

    private void add(NodeCounter counter, int detail, long value) {
        if (counter == NodeCounter.REJECTS) {
            rejects.put(detail, value);
        } else if (counter == NodeCounter.APPLY_TIME) {
            if (detail >= 0 && detail < applyTimes.length) {
                applyTimes[detail] = value;
            }
        } else {
            values.put(counter, value);
        }
    }

    /** The stream is only in the label: name, recording, session, stream, channel. */
    private void addRecording(long recordingId, String label, long position) {
        String[] words = label.split(" ", 5);
        if (recordings.size() < MAX_RECORDINGS && words.length == 5 && words[3].matches("-?[0-9]{1,9}")) {
            recordings.add(new Recording(recordingId, Integer.parseInt(words[3]), position));
        }
    }
}
