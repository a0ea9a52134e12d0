package org.tallystick.flow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class RowLedgerTest {
    private final RowLedger ledger = new RowLedger();

    @Test
    void shouldKnowNoRowWhereNothingWasSent() {
        assertEquals(RowLedger.NONE, ledger.row(1));
    }

    @Test
    void shouldTellTheRowOfEveryMessage() {
        ledger.sentOwn(1);
        ledger.sentOwn(2);
        ledger.sent(3, 1);
        ledger.sent(4, 2);

        assertRows(RowLedger.NONE, RowLedger.NONE, 1, 2);
    }

    @Test
    void shouldPassOverRowsThatBecameNoMessage() {
        ledger.sent(1, 2);
        ledger.sent(2, 3);
        ledger.sent(3, 7);
        ledger.sent(4, 8);

        assertRows(2, 3, 7, 8);
    }

    @Test
    void shouldPassOverMessagesOfTheRunnersOwnBetweenRows() {
        ledger.sent(1, 1);
        ledger.sentOwn(2);
        ledger.sent(3, 2);
        ledger.sentOwn(4);
        ledger.sentOwn(5);
        ledger.sent(6, 3);

        assertRows(1, RowLedger.NONE, 2, RowLedger.NONE, RowLedger.NONE, 3);
    }

    @Test
    void shouldAnswerWhileRowsAreStillSent() {
        ledger.sentOwn(1);
        assertEquals(RowLedger.NONE, ledger.row(1));
        ledger.sent(2, 1);
        assertEquals(1, ledger.row(2));
        assertEquals(1, ledger.row(2));
        ledger.sent(3, 5);
        assertEquals(5, ledger.row(3));
    }

    private void assertRows(long... rows) {
        for (int i = 0; i < rows.length; i++) {
            assertEquals(rows[i], ledger.row(i + 1), "row of message " + (i + 1));
        }
    }
}
