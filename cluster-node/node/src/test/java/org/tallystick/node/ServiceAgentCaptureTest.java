package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.AeronCounters;
import io.aeron.cluster.service.RecoveryState;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a service that is driven by the node's thread starts. */
class ServiceAgentCaptureTest implements Agent {
    private static final int CLUSTER_ID = 0;
    private static final int CAPACITY = 1 << 16;

    private final CountersManager counters =
            new CountersManager(new UnsafeBuffer(new byte[4 * CAPACITY]), new UnsafeBuffer(new byte[CAPACITY]));
    private final ServiceAgentCapture capture = new ServiceAgentCapture(counters, CLUSTER_ID);
    private int starts;

    @BeforeEach
    void captureAgent() {
        capture.newThread(new AgentRunner(YieldingIdleStrategy.INSTANCE, error -> {}, null, this));
    }

    @Test
    void shouldStartWhenTheConsensusModuleWaitsForItWithoutASnapshot() throws Exception {
        commitPosition(0);
        capture.run();
        assertEquals(0, starts);

        recoverFrom(0);
        capture.run();
        capture.run();
        assertEquals(1, starts);
    }

    @Test
    void shouldNotStartBeforeTheConsensusModuleHasReadItsOwnPartOfASnapshot() throws Exception {
        int commit = commitPosition(0);
        recoverFrom(4096);
        capture.run();
        assertEquals(0, starts);

        counters.setCounterValue(commit, 4096);
        capture.run();
        assertEquals(1, starts);
    }

    private int commitPosition(long position) {
        int id = counters.allocate(
                "commit position", AeronCounters.CLUSTER_COMMIT_POSITION_TYPE_ID, key -> key.putInt(0, CLUSTER_ID));
        counters.setCounterValue(id, position);
        return id;
    }

    private void recoverFrom(long logPosition) {
        counters.allocate("recovery", RecoveryState.RECOVERY_STATE_TYPE_ID, key -> {
            key.putLong(RecoveryState.LOG_POSITION_OFFSET, logPosition);
            key.putInt(RecoveryState.CLUSTER_ID_OFFSET, CLUSTER_ID);
        });
    }

    @Override
    public void onStart() {
        starts++;
    }

    @Override
    public int doWork() {
        return 0;
    }

    @Override
    public String roleName() {
        return "service";
    }
}
