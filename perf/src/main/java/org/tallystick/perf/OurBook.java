package org.tallystick.perf;

import org.tallystick.engine.market.BareBook;

/** Our book, driven directly: as the peer's, it finds orders by one id, checks their owner, and knows no other rules. */
final class OurBook implements BenchedBook {
    private static final int ACCOUNT = 1;
    private static final long INDEX_SEED = 0;

    private final TradeDigest digest = new TradeDigest();
    private final BareBook book;

    OurBook(long tickSize) {
        book = new BareBook(tickSize, INDEX_SEED, digest::trade);
    }

    @Override
    public void apply(BookOperations operations, int from, int to) {
        for (int i = from; i < to; i++) {
            byte kind = operations.kind(i);
            long id = operations.id(i);
            if (BookOperations.isPlace(kind)) {
                boolean isBuy = BookOperations.isBuy(kind);
                boolean isImmediate = BookOperations.isImmediate(kind);
                book.place(id, ACCOUNT, isBuy, isImmediate, operations.price(i), operations.quantity(i));
            } else if (kind == BookOperations.CANCEL) {
                book.cancel(id, ACCOUNT);
            } else if (kind == BookOperations.MOVE) {
                book.move(id, ACCOUNT, operations.price(i));
            } else {
                book.reduce(id, ACCOUNT, operations.quantity(i));
            }
        }
    }

    @Override
    public TradeDigest digest() {
        return digest;
    }
}
