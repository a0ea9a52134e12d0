package org.tallystick.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

final class FlowWriterTest {
    private static final Instruments INSTRUMENTS =
            new Instruments(List.of(new InstrumentSpec("ABC", 2, 1, 0, 1), new InstrumentSpec("XY/Z", 4, 5, 6, 100)));
    private static final FlowColumn[] OPTIONAL = {
        FlowColumn.ACCOUNT, FlowColumn.TIF, FlowColumn.STOP_PRICE, FlowColumn.DISPLAY_QTY, FlowColumn.FLAGS
    };

    @TempDir
    private Path folder;

    @Test
    void shouldWriteWhatATraderWouldType() throws IOException {
        final Path file = folder.resolve("flow.csv");
        try (FlowWriter writer = FlowWriter.create(file, INSTRUMENTS, FlowColumn.TIF)) {
            final FlowRow row = new FlowRow();
            row.timeNs = 5;
            row.action = FlowAction.PHASE;
            row.phase = TradingPhase.PRE_OPEN;
            writer.write(row);
            row.clear();
            row.timeNs = 6;
            row.action = FlowAction.NEW;
            row.instrument = 1;
            row.clOrdId = 42;
            row.side = Side.SELL;
            row.tif = TimeInForce.IOC;
            row.price = 15_000;
            row.qty = 250_000;
            writer.write(row);
            row.clear();
            row.timeNs = 6;
            row.action = FlowAction.CANCEL;
            row.clOrdId = 42;
            writer.write(row);
            assertEquals(3, writer.rowsWritten());
        }
        assertEquals("""
                time_ns,action,symbol,cl_ord_id,side,type,tif,price,qty
                5,PHASE,ABC,,,PRE_OPEN,,,
                6,NEW,XY/Z,42,S,LIMIT,IOC,1.5000,0.250000
                6,CANCEL,ABC,42,,,,,
                """, Files.readString(file));
    }

    @Test
    void shouldGiveBackToTheReaderWhatWasWritten() throws IOException {
        final long seed = System.nanoTime();
        final Names accounts = Names.ofAccounts();
        accounts.add(new byte[] {'a'}, 0, 1);
        accounts.add(new byte[] {'b', 'c'}, 0, 2);
        for (final String name : List.of("flow.csv", "flow.csv.gz")) {
            final Random random = new Random(seed);
            final List<FlowRow> rows = new ArrayList<>();
            try (FlowWriter writer = FlowWriter.create(folder.resolve(name), INSTRUMENTS, accounts, OPTIONAL)) {
                for (int i = 1; i <= 20_000; i++) {
                    final FlowRow row = randomRow(random, i);
                    rows.add(row);
                    writer.write(row);
                }
            }
            try (FlowReader reader = FlowReader.open(folder.resolve(name), INSTRUMENTS)) {
                final FlowRow row = new FlowRow();
                for (final FlowRow expected : rows) {
                    assertTrue(reader.read(row));
                    final int index = accounts.find(reader.accounts().name(row.account));
                    row.account = index;
                    assertEquals(text(expected), text(row), "seed " + seed);
                }
                assertFalse(reader.read(row));
            }
        }
    }

    @Test
    void shouldRefuseWhatTheFileHasNoColumnFor() throws IOException {
        try (FlowWriter writer = FlowWriter.create(folder.resolve("flow.csv"), INSTRUMENTS)) {
            final FlowRow row = randomRow(new Random(1), 1);
            row.action = FlowAction.NEW;
            row.account = FlowRow.ANONYMOUS;
            row.flags = 0;
            row.stopPrice = FlowRow.ABSENT;
            row.displayQty = FlowRow.ABSENT;
            row.tif = TimeInForce.GTC;
            final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> writer.write(row));
            assertEquals("the file has no column tif", e.getMessage());
            row.tif = TimeInForce.DAY;
            row.price = FlowRow.TOO_MANY_DECIMALS;
            assertThrows(IllegalArgumentException.class, () -> writer.write(row));
        }
        assertEquals(
                "time_ns,action,symbol,cl_ord_id,side,type,price,qty\n", Files.readString(folder.resolve("flow.csv")));
    }

    private static FlowRow randomRow(final Random random, final int number) {
        final FlowRow row = new FlowRow();
        row.number = number;
        row.timeNs = number * 1_000_000_007L;
        row.action = FlowAction.values()[random.nextInt(FlowAction.values().length)];
        row.instrument = random.nextInt(2);
        row.account = random.nextInt(3);
        row.clOrdId = 1 + (random.nextLong() >>> 1 + random.nextInt(60));
        row.side = random.nextBoolean() ? Side.BUY : Side.SELL;
        row.price = maybe(random);
        row.stopPrice = maybe(random);
        row.qty = random.nextLong() >>> 1;
        row.displayQty = maybe(random);
        row.flags = random.nextInt(8);
        if (row.action == FlowAction.NEW) {
            row.type = List.of(OrdType.LIMIT, OrdType.MARKET, OrdType.STOP, OrdType.STOP_LIMIT)
                    .get(random.nextInt(4));
            row.tif = List.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.GTD, TimeInForce.IOC, TimeInForce.FOK)
                    .get(random.nextInt(5));
        } else if (row.action == FlowAction.PHASE) {
            row.phase = TradingPhase.get((short) (1 + random.nextInt(6)));
        }
        return row;
    }

    private static long maybe(final Random random) {
        return random.nextInt(4) == 0 ? FlowRow.ABSENT : random.nextLong() >> 2 + random.nextInt(60);
    }

    private static String text(final FlowRow row) {
        return String.join(
                " ",
                List.of(
                                row.number,
                                row.timeNs,
                                row.action,
                                row.instrument,
                                row.account,
                                row.clOrdId,
                                String.valueOf(row.side),
                                row.type,
                                row.tif,
                                String.valueOf(row.phase),
                                row.price,
                                row.stopPrice,
                                row.qty,
                                row.displayQty,
                                row.flags)
                        .stream()
                        .map(String::valueOf)
                        .toList());
    }
}
