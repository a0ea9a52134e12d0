package org.tallystick.node;

import io.aeron.AeronCounters;
import io.aeron.cluster.service.ClusterCounters;
import io.aeron.cluster.service.RecoveryState;
import java.util.concurrent.ThreadFactory;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.status.CountersReader;

/**
 * Takes the agent out of a service container, which would run it on a thread of its own, so that the node's thread can.
 * The thread that the container is given instead ends at once.
 */
final class ServiceAgentCapture implements ThreadFactory, DutyCycle.Step {
    private final CountersReader counters;
    private final int clusterId;
    private Agent agent;
    private boolean isStarted;

    ServiceAgentCapture(CountersReader counters, int clusterId) {
        this.counters = counters;
        this.clusterId = clusterId;
    }

    @Override
    public Thread newThread(Runnable runner) {
        agent = ((AgentRunner) runner).agent();
        return new Thread(() -> {});
    }

    /**
     * The service starts when the consensus module waits for it: earlier, it would itself wait for the consensus module,
     * which could not go on; nor could the consensus module take its own snapshot from the archive, which gives that up
     * after some seconds, while the service reads a large one.
     */
    @Override
    public int run() throws Exception {
        if (!isStarted) {
            if (!isAwaited()) {
                return 0;
            }
            isStarted = true;
            agent.onStart();
            return 1;
        }
        return agent.doWork();
    }

    /** The consensus module sets its commit position to that of the snapshot when it has read its own part. */
    private boolean isAwaited() {
        int recovery = RecoveryState.findCounterId(counters, clusterId);
        if (recovery == CountersReader.NULL_COUNTER_ID) {
            return false;
        }
        int commit = ClusterCounters.find(counters, AeronCounters.CLUSTER_COMMIT_POSITION_TYPE_ID, clusterId);
        return commit != CountersReader.NULL_COUNTER_ID
                && counters.getCounterValue(commit) >= RecoveryState.getLogPosition(counters, recovery);
    }
}
