package org.tallystick.node.counters;

import io.aeron.Aeron;
import io.aeron.Counter;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.types.RejectReason;

/**
 * Counters of rejects, allocated for a reason when it first occurs, so that there are no more than there are reasons.
 * The driver is not waited for: a new counter shows its value with a later call.
 */
final class RejectCounters {
    private final Aeron aeron;
    private final int memberId;
    private final Counter[] counters;
    private final long[] requested;

    RejectCounters(Aeron aeron, int memberId, int reasons) {
        this.aeron = aeron;
        this.memberId = memberId;
        this.counters = new Counter[reasons];
        this.requested = new long[reasons];
    }

    /** @param rejects by the value of their reason */
    void publish(long[] rejects) {
        for (int reason = 0; reason < counters.length; reason++) {
            if (rejects[reason] == 0) {
                continue;
            }
            if (counters[reason] == null) {
                counters[reason] = allocated(reason);
            }
            if (counters[reason] != null) {
                counters[reason].setRelease(rejects[reason]);
            }
        }
    }

    private Counter allocated(int reason) {
        if (requested[reason] == 0) {
            UnsafeBuffer key = new UnsafeBuffer(new byte[NodeCounter.KEY_LENGTH]);
            NodeCounter.putKey(key, memberId, reason);
            byte[] label = NodeCounter.REJECTS
                    .label(memberId, RejectReason.get((short) reason).name())
                    .getBytes(StandardCharsets.US_ASCII);
            requested[reason] = aeron.asyncAddCounter(
                    NodeCounter.REJECTS.typeId(),
                    key,
                    0,
                    NodeCounter.KEY_LENGTH,
                    new UnsafeBuffer(label),
                    0,
                    label.length);
        }
        return aeron.getCounter(requested[reason]);
    }
}
