package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bare book matches by price, then time, and knows orders by the ids it is given. */
class BareBookTest {
    private static final int ACCOUNT = 1;
    private static final boolean BUY = true;
    private static final boolean SELL = false;

    private final List<String> trades = new ArrayList<>();
    private final BareBook book = new BareBook(
            5,
            0,
            (maker, taker, price, quantity) -> trades.add(taker + " hits " + maker + ": " + quantity + "@" + price));

    @Test
    void shouldMatchByPriceThenTime() {
        place(1, SELL, 105, 10);
        place(2, SELL, 100, 10);
        place(3, SELL, 100, 10);
        place(4, BUY, 105, 25);
        assertEquals(List.of("4 hits 2: 10@100", "4 hits 3: 10@100", "4 hits 1: 5@105"), trades);
        assertEquals(1, book.size());
    }

    @Test
    void shouldNotLetAnImmediateOrderRest() {
        place(1, BUY, 100, 10);
        assertTrue(book.place(2, ACCOUNT, SELL, true, 100, 15));
        assertEquals(List.of("2 hits 1: 10@100"), trades);
        assertEquals(0, book.size());
    }

    @Test
    void shouldRefuseAnIdThatIsTaken() {
        place(1, BUY, 100, 10);
        assertFalse(book.place(1, ACCOUNT, SELL, false, 200, 10));
        assertTrue(book.cancel(1, ACCOUNT));
        place(1, SELL, 200, 10);
    }

    @Test
    void shouldRefuseWhatIsUnknownOrAnothers() {
        place(1, BUY, 100, 10);
        assertFalse(book.cancel(2, ACCOUNT));
        assertFalse(book.cancel(1, ACCOUNT + 1));
        assertFalse(book.move(1, ACCOUNT + 1, 105));
        assertFalse(book.reduce(1, ACCOUNT + 1, 5));
        assertEquals(1, book.size());
    }

    @Test
    void shouldMoveToTheBackAndTrade() {
        place(1, BUY, 100, 10);
        place(2, BUY, 95, 10);
        assertTrue(book.move(1, ACCOUNT, 95));
        place(3, SELL, 105, 10);
        assertTrue(book.move(3, ACCOUNT, 95));
        assertEquals(List.of("3 hits 2: 10@95"), trades);
        assertEquals(1, book.size());
    }

    @Test
    void shouldReduceInPlaceAndEndAtZero() {
        place(1, BUY, 100, 10);
        place(2, BUY, 100, 10);
        assertTrue(book.reduce(1, ACCOUNT, 4));
        place(3, SELL, 100, 8);
        assertEquals(List.of("3 hits 1: 6@100", "3 hits 2: 2@100"), trades);
        assertTrue(book.reduce(2, ACCOUNT, 8));
        assertEquals(0, book.size());
    }

    private void place(long id, boolean buy, long price, long quantity) {
        assertTrue(book.place(id, ACCOUNT, buy, false, price, quantity));
    }
}
