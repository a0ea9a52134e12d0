package org.tallystick.engine.reference;

import java.util.concurrent.Callable;
import org.tallystick.engine.session.RandomWindows;

/** Looks for a bug with {@link RandomWindows} and the flows of {@link RandomFlowsTest}: says how it was found, or null where it was not. */
public final class BugDetector implements Callable<String> {
    private static final int LIVES = 40;
    private static final int FLOWS = 300;
    private static final int REQUESTS = 500;

    @Override
    public String call() {
        if (RandomWindows.look(LIVES) != null) {
            return "WINDOWS";
        }
        for (int seed = 1; seed <= FLOWS; seed++) {
            Flow flow = FlowMaker.make(seed, REQUESTS, RandomFlowsTest.isForWholeEngine(seed));
            Comparison.Difference difference =
                    RandomFlowsTest.comparison(flow.wholeEngine()).run(flow, new Outcomes());
            if (difference != null) {
                return String.format(
                        "%-10s after %3d flows and %3d requests%s",
                        difference.check(),
                        seed - 1,
                        difference.request() + 1,
                        flow.wholeEngine() ? " of the whole engine" : "");
            }
        }
        return null;
    }
}
