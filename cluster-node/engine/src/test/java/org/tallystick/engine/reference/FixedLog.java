package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;

/** A fixed, seeded log through the whole engine; says the hashes it ends with. */
public final class FixedLog {
    /** Begins a line that states hashes. */
    static final String MARK = "hashes of seed ";

    private static final long[] SEEDS = {5, 10, 15, 20};
    private static final int REQUESTS = 600;

    private FixedLog() {}

    /** Prints the hashes. */
    public static void main(String[] args) {
        hashes().forEach(System.out::println);
    }

    static List<String> hashes() {
        List<String> lines = new ArrayList<>();
        for (long seed : SEEDS) {
            Flow flow = FlowMaker.make(seed, REQUESTS, true);
            EngineUnderTest engine = new EngineUnderTest(flow.terms());
            flow.requests().forEach(engine::ask);
            lines.add(MARK + seed + ": state " + Long.toHexString(engine.stateHash()) + ", events "
                    + Long.toHexString(engine.runningHash()));
        }
        return lines;
    }
}
