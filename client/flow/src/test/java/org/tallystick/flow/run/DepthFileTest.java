package org.tallystick.flow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DepthFileTest {
    private static final String MAX = Long.toString(Long.MAX_VALUE);

    @TempDir
    private Path folder;

    @Test
    void shouldNameItsColumnsBySideAndLevel() throws IOException {
        new RunFixture(folder).rows("PHASE,ABC,,,,CONTINUOUS,,,").runEngine(2);

        assertEquals(
                List.of("row,time_ns,symbol,bid_px_1,bid_qty_1,bid_orders_1,ask_px_1,ask_qty_1,ask_orders_1,"
                        + "bid_px_2,bid_qty_2,bid_orders_2,ask_px_2,ask_qty_2,ask_orders_2"),
                Files.readAllLines(folder.resolve("engine/depth.csv")));
    }

    @Test
    void shouldBeWrittenOnlyWhereItIsAskedFor() throws IOException {
        RunFixture fixture = new RunFixture(folder).rows("PHASE,ABC,,,,CONTINUOUS,,,");
        fixture.runEngine(1);
        assertTrue(Files.exists(fixture.engineFile("depth.csv")));
        fixture.runEngine(0);
        assertFalse(Files.exists(fixture.engineFile("depth.csv")));
    }

    @Test
    void shouldHaveARowOnlyWhereTheBestLevelsChanged() throws IOException {
        assertDepth(
                1,
                """
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,,1,B,,,10.00,100
                NEW,ABC,,2,B,,,9.99,100
                NEW,ABC,,3,B,,,10.00,50
                NEW,ABC,,3,B,,,10.00,50
                CANCEL,ABC,,2,,,,,
                REPLACE,ABC,,1,,,,10.00,100
                REPLACE,ABC,,1,,,,10.00,90
                NEW,ABC,,4,S,,,10.01,70
                NEW,ABC,,5,B,,IOC,10.00,70
                NEW,ABC,,6,S,,,10.00,140
                MASS_CANCEL,ABC,,,,,,,
                """,
                "2,2000,ABC,10.00,100,1,,,",
                "4,4000,ABC,10.00,150,2,,,",
                "8,8000,ABC,10.00,140,2,,,",
                "9,9000,ABC,10.00,140,2,10.01,70,1",
                "11,11000,ABC,,,,10.01,70,1",
                "12,12000,ABC,,,,,,");
    }

    @Test
    void shouldHaveOneRowForACommandWithTheStateAfterAllOfIt() throws IOException {
        assertDepth(
                2,
                """
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,,1,S,,,10.01,100
                NEW,ABC,,2,S,,,10.02,100
                NEW,ABC,,3,S,,,10.03,100
                NEW,ABC,,4,B,,,10.02,250
                PHASE,ABC,,,,CLOSED,,,
                """,
                "2,2000,ABC,,,,10.01,100,1,,,,,,",
                "3,3000,ABC,,,,10.01,100,1,,,,10.02,100,1",
                "5,5000,ABC,10.02,50,1,10.03,100,1,,,,,,",
                "6,6000,ABC,,,,,,,,,,,,");
    }

    @Test
    void shouldTellEverySymbolApart() throws IOException {
        assertDepth(
                1, """
                PHASE,ABC,,,,PRE_OPEN,,,
                PHASE,XYZ,,,,PRE_OPEN,,,
                NEW,XYZ,,1,B,,,10.5,0.001
                NEW,ABC,,2,B,,,10.50,1
                NEW,XYZ,,3,B,,,10.0,7
                NEW,XYZ,,4,S,,,9.5,7
                """, "3,3000,XYZ,10.5,0.001,1,,,", "4,4000,ABC,10.50,1,1,,,", "6,6000,XYZ,10.5,0.001,1,9.5,7.000,1");
    }

    @Test
    void shouldAddUpQuantitiesBeyondSixtyFourBits() throws IOException {
        assertDepth(
                1,
                """
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,,1,S,,,10.00,MAX
                NEW,ABC,,2,S,,,10.00,1
                NEW,ABC,,3,S,,,10.00,MAX
                NEW,ABC,,4,S,,,10.00,MAX
                NEW,ABC,,5,B,MARKET,,,MAX
                CANCEL,ABC,,3,,,,,
                CANCEL,ABC,,4,,,,,
                """.replace("MAX", MAX),
                "2,2000,ABC,,,,10.00," + MAX + ",1",
                "3,3000,ABC,,,,10.00,9223372036854775808,2",
                "4,4000,ABC,,,,10.00,18446744073709551615,3",
                "5,5000,ABC,,,,10.00,27670116110564327422,4",
                "6,6000,ABC,,,,10.00,18446744073709551615,3",
                "7,7000,ABC,,,,10.00,9223372036854775808,2",
                "8,8000,ABC,,,,10.00,1,1");
    }

    private void assertDepth(int levels, String rows, String... expected) throws IOException {
        RunFixture fixture = new RunFixture(folder).rows(rows);
        fixture.runEngine(levels);
        assertEquals(List.of(expected), fixture.engine("depth.csv"));
    }
}
