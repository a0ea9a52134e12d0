package org.tallystick.flow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.flow.FlowFormatException;
import org.tallystick.flow.generate.FlowProfile;

/** The files of a run. That the market rebuilt from the events has the exchange's hash is checked by every run. */
final class EngineRunnerTest {
    @TempDir
    private Path folder;

    private RunFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new RunFixture(folder);
    }

    @Test
    void shouldWriteTradesInTheOrderOfTheirExecution() throws IOException {
        fixture.rows("""
                PHASE,ABC,,,,PRE_OPEN,,,
                NEW,ABC,,1,B,,,10.02,100
                NEW,ABC,,2,S,,,10.02,30
                UNCROSS,ABC,,,,,,,
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,,3,S,,,10.00,50
                NEW,ABC,ALICE,1,S,,,10.03,10
                NEW,ABC,,4,B,MARKET,,,25
                """).runEngine(0);

        assertEquals(
                List.of("1,4000,ABC,10.02,30,1,2,N", "2,6000,ABC,10.02,50,1,3,S", "3,8000,ABC,10.03,10,4,1,B"),
                fixture.engine("trades.csv"));
    }

    @Test
    void shouldWriteTheBookBySymbolSidePriceAndPriority() throws IOException {
        fixture.rows("""
                PHASE,XYZ,,,,PRE_OPEN,,,
                PHASE,ABC,,,,PRE_OPEN,,,
                NEW,XYZ,,9,B,,,0.5,1.5
                NEW,ABC,,8,S,,,10.03,10
                NEW,ABC,,7,S,,,10.02,20
                NEW,ABC,ALICE,6,S,,,10.02,30
                NEW,ABC,,5,B,,,10.00,40
                NEW,ABC,,4,B,,,10.01,50
                NEW,ABC,,3,B,,,10.01,60
                REPLACE,ABC,,4,,,,10.01,70
                """).runEngine(0);

        assertEquals(
                List.of(
                        "ABC,B,10.01,3,60,60",
                        "ABC,B,10.01,4,70,70",
                        "ABC,B,10.00,5,40,40",
                        "ABC,S,10.02,7,20,20",
                        "ABC,S,10.02,6,30,30",
                        "ABC,S,10.03,8,10,10",
                        "XYZ,B,0.5,9,1.500,1.500"),
                fixture.engine("book.csv"));
    }

    @Test
    void shouldWriteTheFiguresOfTheRun() throws IOException {
        RunSummary summary = fixture.rows("""
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,,1,B,,,10.00,100
                NEW,ABC,,1,B,,,10.00,100
                NEW,ABC,,2,S,,,10.001,100
                NEW,ABC,,2,S,,,10.00,100.5
                NEW,ABC,,2,S,,,10.00,40
                CANCEL,ABC,,2,,,,,
                REDUCE,ABC,,1,,,,,10
                UNCROSS,ABC,,,,,,10.001,
                PHASE,XYZ,,,,CONTINUOUS,,,
                MASS_CANCEL,XYZ,,,,,,,
                """).runEngine(0);

        String json = Files.readString(fixture.engineFile("summary.json"));
        String stable = json.substring(0, json.indexOf("  \"market_hash\""));
        assertEquals("""
                {
                  "mode": "engine",
                  "rows": 11,
                  "commands": {
                    "NEW": 5,
                    "CANCEL": 1,
                    "REPLACE": 0,
                    "REDUCE": 1,
                    "MASS_CANCEL": 1,
                    "PHASE": 2,
                    "UNCROSS": 1
                  },
                  "accepted": 6,
                  "rejected": 5,
                  "rejected_by_reason": {
                    "UNKNOWN_ORDER": 1,
                    "DUPLICATE_CL_ORD_ID": 1,
                    "PRICE_OFF_TICK": 2,
                    "QUANTITY_OFF_LOT": 1
                  },
                  "trades": 1,
                  "symbols": {
                    "ABC": {
                      "trades": 1,
                      "quantity": "40",
                      "notional": "400.00"
                    },
                    "XYZ": {
                      "trades": 0,
                      "quantity": "0.000",
                      "notional": "0.0000"
                    }
                  },
                  "open_orders": 1,
                """, stable);
        assertTrue(json.contains("\"market_hash\": \"" + summary.marketHash() + "\""), json);
        assertTrue(json.contains("\"state_hash\": \"" + summary.stateHash() + "\""), json);
        assertTrue(json.contains("\"commands_per_second\": " + summary.commandsPerSecond()), json);
        assertFalse(json.contains("latency_ns"), json);
        assertEquals(1, summary.openOrders());
    }

    @Test
    void shouldAddUpNotionalBeyondSixtyFourBits() throws IOException {
        fixture.rows("""
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,,1,S,,,99999999.99,MAX
                NEW,ABC,,2,B,,,99999999.99,MAX
                NEW,ABC,,1,S,,,99999999.99,MAX
                NEW,ABC,,2,B,,,99999999.99,MAX
                """.replace("MAX", Long.toString(Long.MAX_VALUE))).runEngine(0);

        String json = Files.readString(fixture.engineFile("summary.json"));
        assertTrue(json.contains("\"quantity\": \"18446744073709551614\","), json);
        assertTrue(json.contains("\"notional\": \"1844674407186487720662904483.86\""), json);
    }

    @Test
    void shouldRunAnEmptyFlow() throws IOException {
        RunSummary summary = fixture.rows("").runEngine(3);

        assertEquals(0, summary.rows());
        assertEquals(0, summary.accepted());
        assertEquals(List.of(), fixture.engine("trades.csv"));
        assertEquals(List.of(), fixture.engine("book.csv"));
        assertEquals(List.of(), fixture.engine("depth.csv"));
    }

    @Test
    void shouldStopAtABadRowAndLeaveNoFilesOfAnEarlierRun() throws IOException {
        fixture.rows("PHASE,ABC,,,,CONTINUOUS,,,").runEngine(1);
        fixture.rows("PHASE,ABC,,,,CONTINUOUS,,,\nNEW,ABC,,1,B,,,ten,100");

        FlowFormatException fault = assertThrows(FlowFormatException.class, () -> fixture.runEngine(0));

        assertEquals(
                fixture.flow() + " row 2, column price: \"ten\" is not a decimal number like 1808.08",
                fault.getMessage());
        assertFalse(Files.exists(fixture.engineFile("summary.json")));
        assertFalse(Files.exists(fixture.engineFile("book.csv")));
        assertFalse(Files.exists(fixture.engineFile("depth.csv")));
    }

    @Test
    void shouldDefineInstrumentsThatTheWireTakesOnlyInAnotherForm() throws IOException {
        fixture.rows("""
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,,1,B,,,10.00,10
                NEW,ABC,,1,B,,,10.00,20
                NEW,ABC,,2,B,,,10.00,90
                NEW,ABC,,3,B,,,10.00,100
                """);
        Files.writeString(
                fixture.instruments(),
                "symbol,price_decimals,tick_size,qty_decimals,lot_size,name,min_qty,max_qty\n"
                        + "ABC,2,0.01,0,10,\u8d35\u5dde\u8305\u53f0 and a name that is longer than the wire,15,95\n");

        RunSummary summary = fixture.runEngine(0);

        assertEquals(
                "{\n  \"QUANTITY_BELOW_MINIMUM\": 1,\n  \"QUANTITY_ABOVE_MAXIMUM\": 1\n}",
                summary.rejectedByReason().toString());
    }

    @ParameterizedTest
    @EnumSource(FlowProfile.class)
    void shouldRebuildTheMarketOfEveryProfileFromTheEvents(FlowProfile profile) throws IOException {
        for (long seed = 1; seed <= 3; seed++) {
            RunSummary summary = fixture.generate(profile, 6000, seed).runEngine(5);
            assertEquals(6000, summary.rows());
            assertTrue(summary.openOrders() > 0 || profile == FlowProfile.AUCTION_DAY, profile + " seed " + seed);
            assertTrue(summary.accepted() > 5000, profile + " seed " + seed + ": " + summary.rejectedByReason());
        }
    }
}
