package org.tallystick.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.AggressorSide;

/** A difference is shown by a case that a reader can follow, in a file that can be run. */
class ShrinkerTest {
    /** A market that tells a wrong aggressor where a seller takes liquidity from more than one order. */
    private static final class Liar implements MarketUnderTest {
        private final ExchangeUnderTest market;

        Liar(Flow flow) {
            market = new ExchangeUnderTest(flow.terms(), 1);
        }

        @Override
        public List<Event> ask(Request request) {
            List<Event> events = market.ask(request);
            long sold = events.stream()
                    .filter(event -> event instanceof Event.Trade trade && trade.aggressor() == AggressorSide.SELL)
                    .count();
            return sold < 2 ? events : List.of();
        }

        @Override
        public boolean tellsAnswers() {
            return market.tellsAnswers();
        }

        @Override
        public void checkInvariants() {
            market.checkInvariants();
        }

        @Override
        public List<MarketView> view() {
            return market.view();
        }
    }

    private final Comparison comparison = new Comparison(Liar::new);

    private boolean differs(Flow flow) {
        return comparison.run(flow, new Outcomes()) != null;
    }

    @Test
    void shouldShowADifferenceByAsFewRequestsAsItNeeds() throws IOException {
        Flow flow = FlowMaker.make(1, 500, false);
        for (int seed = 2; !differs(flow); seed++) {
            flow = FlowMaker.make(seed, 500, false);
        }
        Flow least = Shrinker.shrink(flow, this::differs);
        assertEquals(4, least.requests().size(), least.readable());
        assertNotNull(comparison.run(least, new Outcomes()));
        assertNull(RandomFlowsTest.comparison(false).run(least, new Outcomes()));

        List<Path> files = FlowFile.write("shrinker-test", least);
        assertEquals(3, files.size(), least.readable());
        List<String> rows = Files.readAllLines(files.get(1));
        assertEquals("time_ns,action,symbol,account,cl_ord_id,side,type,tif,price,qty", rows.get(0));
        assertTrue(rows.get(1).endsWith(",PHASE,I1,,,,CONTINUOUS,,,"), rows.get(1));
        assertEquals(5, rows.size());
    }
}
