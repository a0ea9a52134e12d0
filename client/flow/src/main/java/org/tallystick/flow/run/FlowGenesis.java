package org.tallystick.flow.run;

import org.tallystick.client.GenesisParameters;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.types.ClockMode;

/** The genesis of an exchange that runs a flow: clock mode {@code FLOW}, and all bounds of the market at their greatest. */
final class FlowGenesis {
    /** Participant that sends the flow. */
    static final String OPERATOR = "FLOW";

    private static final long CLUSTER_ID = 1;
    private static final int RULES_VERSION = 1;
    /** Holds the reports of all messages that the runner has under way, and of a sweep through thousands of orders. */
    private static final long RING_BYTES_PER_SESSION = 4 << 20;

    private static final int MAX_SESSIONS = 1000;
    private static final long RING_BYTES_TOTAL = 256 << 20;
    private static final int MAX_PARTICIPANTS = 1000;
    private static final int MAX_CONNECTIONS = 100;

    private FlowGenesis() {}

    /** @param startNs time of the flow's first row */
    static GenesisParameters parameters(long startNs) {
        return new GenesisParameters(
                CLUSTER_ID,
                0,
                RULES_VERSION,
                ClockMode.FLOW,
                startNs,
                OPERATOR,
                MessageLimits.MAX_OPEN_ORDERS,
                MessageLimits.MAX_FILLS_PER_COMMAND,
                MessageLimits.MAX_OPEN_ORDERS,
                MessageLimits.MAX_WORK_PER_STEP,
                RING_BYTES_PER_SESSION,
                RING_BYTES_TOTAL,
                MessageLimits.MAX_INSTRUMENTS,
                MAX_PARTICIPANTS,
                MessageLimits.MAX_ACCOUNTS,
                MAX_SESSIONS,
                MAX_CONNECTIONS);
    }
}
