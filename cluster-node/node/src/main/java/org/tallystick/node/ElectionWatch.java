package org.tallystick.node;

import io.aeron.AeronCounters;
import java.util.Objects;
import org.agrona.concurrent.status.CountersReader;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.NodeCounter;
import org.tallystick.node.log.NodeLog;

/** Says when an election begins, and who leads in which term when it is over. Asked every round, it mostly does nothing. */
final class ElectionWatch {
    private static final long RETRY_NS = 10_000_000;

    private final ExchangeNode node;
    private final CountersReader counters;
    private final NodeLog log;
    private boolean isSettled;
    private boolean wasReady;
    private boolean wasLeader;
    private long lookedNs;
    private String said = "";

    ElectionWatch(ExchangeNode node, CountersReader counters, NodeLog log) {
        this.node = node;
        this.counters = counters;
        this.log = log;
        this.lookedNs = System.nanoTime() - RETRY_NS;
    }

    void poll(long nowNs) {
        boolean isReady = node.isReady();
        boolean isLeader = isReady && node.isLeader();
        if (isReady != wasReady || isLeader != wasLeader) {
            wasReady = isReady;
            wasLeader = isLeader;
            isSettled = false;
            if (!isReady) {
                say("in election");
            }
        }
        if (isReady && !isSettled && nowNs - lookedNs >= RETRY_NS) {
            lookedNs = nowNs;
            look(isLeader);
        }
    }

    /** The service learns from the log who leads, a little after the consensus module does. */
    private void look(boolean isLeader) {
        CounterValues values = CounterValues.read(counters, node.config().memberId());
        long term = values.ofAeron(AeronCounters.CLUSTER_LEADERSHIP_TERM_ID_TYPE_ID);
        if (term != NodeCounter.UNKNOWN && term == values.get(NodeCounter.LEADERSHIP_TERM)) {
            isSettled = true;
            say((isLeader ? "leads" : "follows member " + values.get(NodeCounter.LEADER)) + ", term " + term);
        }
    }

    private void say(String text) {
        if (!Objects.equals(text, said)) {
            said = text;
            log.info(text);
        }
    }
}
