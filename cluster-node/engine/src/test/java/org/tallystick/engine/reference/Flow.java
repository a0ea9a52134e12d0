package org.tallystick.engine.reference;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A market and what is asked of it.
 *
 * @param wholeEngine whether it is meant for the whole engine, with its sessions and roles
 */
record Flow(MarketTerms terms, boolean wholeEngine, List<Request> requests) {
    Flow with(List<Request> others) {
        return new Flow(terms, wholeEngine, others);
    }

    Flow with(MarketTerms others) {
        return new Flow(others, wholeEngine, requests);
    }

    /** As a reader would write it down. */
    String readable() {
        return terms
                + (wholeEngine ? ", through the whole engine\n" : "\n")
                + requests.stream().map(Request::toString).collect(Collectors.joining("\n"));
    }
}
