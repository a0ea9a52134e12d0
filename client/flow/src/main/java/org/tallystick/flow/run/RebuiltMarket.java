package org.tallystick.flow.run;

import java.util.Locale;
import org.tallystick.client.EventStreamException;

/** Holds the market rebuilt from the events against the one that the exchange says it has. */
final class RebuiltMarket {
    private RebuiltMarket() {}

    /**
     * Compares the hashes.
     *
     * @throws EventStreamException where they differ
     */
    static void check(MarketReplica rebuilt, long marketHash) {
        long found = rebuilt.marketHash();
        if (found != marketHash) {
            throw new EventStreamException(String.format(
                    Locale.ROOT,
                    "the market rebuilt from the events has the hash %016x, the exchange says %016x",
                    found,
                    marketHash));
        }
    }
}
