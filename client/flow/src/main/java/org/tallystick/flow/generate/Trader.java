package org.tallystick.flow.generate;

import java.util.Arrays;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.FlowRow;

/** Everybody who trades one instrument: makes one row at a time and follows in a model what the exchange makes of it. */
final class Trader {
    /** Rows of one fall and rise of a crashing market, in continuous trading. */
    private static final long CRASH_PERIOD = 200_000;
    /** Ticks that a crashing market falls at once. */
    private static final int CRASH_STEP = 40;

    private static final int MOST_LOTS = 10;
    private static final int BLOCK_FACTOR = 10;

    private final MarketShape shape;
    private final int instrument;
    private final SplitMix64 random;
    private final OrderIds ids;
    private final BookModel book;
    /** The deed for each number drawn below 1000. */
    private final Deed[] deeds = new Deed[1000];

    private final long crashPeriod;
    private TradingPhase phase;
    /** Where buyers and sellers see the price. */
    private int fair;

    private long rows;
    private boolean isBuilt;

    /** A flow of {@code count} rows in all has this instrument at index {@code instrument}. */
    Trader(
            final MarketShape shape,
            final int instrument,
            final long count,
            final SplitMix64 random,
            final OrderIds ids) {
        this.shape = shape;
        this.instrument = instrument;
        this.random = random;
        this.ids = ids;
        this.book = new BookModel(shape.ticks());
        this.fair = shape.ticks() / 2;
        this.crashPeriod = Math.max(1, Math.min(count, CRASH_PERIOD));
        int from = 0;
        for (final Deed deed : Deed.ALL) {
            final int to = from + shape.weights()[deed.ordinal()];
            Arrays.fill(deeds, from, to, deed);
            from = to;
        }
    }

    TradingPhase phase() {
        return phase;
    }

    BookModel book() {
        return book;
    }

    /** Makes a row that sets the phase. */
    void setPhase(final FlowRow row, final TradingPhase newPhase) {
        phase = newPhase;
        row.action = FlowAction.PHASE;
        row.instrument = instrument;
        row.phase = newPhase;
    }

    /** Makes a row that uncrosses the book. */
    void uncross(final FlowRow row) {
        row.action = FlowAction.UNCROSS;
        row.instrument = instrument;
        book.uncross();
    }

    /** Makes a row of trading, as the phase allows. */
    void trade(final FlowRow row) {
        row.instrument = instrument;
        walk();
        final Deed deed = draw();
        switch (phase == TradingPhase.CONTINUOUS || book.live() == 0 ? deed : withoutTrading(deed)) {
            case PASSIVE -> passive(row);
            case AGGRESSIVE -> aggressive(row, OrdType.LIMIT, TimeInForce.DAY);
            case IOC -> aggressive(row, OrdType.LIMIT, TimeInForce.IOC);
            case FOK -> aggressive(row, OrdType.LIMIT, TimeInForce.FOK);
            case MARKET -> aggressive(row, OrdType.MARKET, TimeInForce.DAY);
            case CANCEL -> cancel(row);
            case REPLACE -> replace(row);
            case REDUCE -> reduce(row);
            case FAULTY -> faulty(row);
        }
    }

    /** The deed of the next row: as the shares say, and so that the book grows to its size and keeps it. */
    private Deed draw() {
        final Deed deed = deeds[random.below(deeds.length)];
        final int live = book.live();
        if (live == 0 && deed != Deed.FAULTY) {
            return Deed.PASSIVE;
        }
        if (!isBuilt) {
            isBuilt = live >= shape.resting();
            return random.oneIn(16) ? deed : Deed.PASSIVE;
        }
        final int slack = shape.resting() >> 7;
        if (deed == Deed.PASSIVE && live > shape.resting() + slack) {
            return Deed.CANCEL;
        }
        return deed == Deed.CANCEL && live < shape.resting() - slack ? Deed.PASSIVE : deed;
    }

    /** In an auction nothing trades on arrival; in a halt little is done that the exchange would refuse. */
    private Deed withoutTrading(final Deed deed) {
        final boolean isHalted = phase == TradingPhase.HALTED;
        return switch (deed) {
            case AGGRESSIVE, IOC, FOK, MARKET -> isHalted ? Deed.CANCEL : Deed.PASSIVE;
            case PASSIVE, REPLACE -> isHalted && !random.oneIn(16) ? Deed.CANCEL : deed;
            case CANCEL, REDUCE, FAULTY -> deed;
        };
    }

    /** The fair price makes a random step, and keeps to the inner half of the window. */
    private void walk() {
        if (random.oneIn(shape.walkEvery())) {
            fair += random.coin() ? 1 : -1;
        }
        if (shape.fall() > 0 && phase == TradingPhase.CONTINUOUS) {
            crash();
        }
        fair = Math.max(shape.ticks() / 4, Math.min(shape.ticks() * 3 / 4, fair));
        rows++;
    }

    /** Calm, a fall in steps, calm, a rise in steps: a quarter of the period each. */
    private void crash() {
        final int steps = shape.fall() / CRASH_STEP;
        final long quarter = Math.max(1, crashPeriod / 4);
        final long in = rows % crashPeriod;
        final boolean isStep = in % quarter * steps % quarter < steps;
        if (isStep && in / quarter == 1) {
            fair -= CRASH_STEP;
        } else if (isStep && in / quarter == 3) {
            fair += CRASH_STEP;
        }
    }

    private void passive(final FlowRow row) {
        final boolean isBuy = random.coin();
        final int tick = passiveTick(isBuy);
        final long quantity = quantity();
        newOrder(row, isBuy, tick, quantity);
        row.tif = random.oneIn(6) ? TimeInForce.GTC : TimeInForce.DAY;
        if (phase != TradingPhase.HALTED) {
            arrive(row.clOrdId, isBuy, tick, quantity);
        }
    }

    private void arrive(final long id, final boolean isBuy, final int tick, final long quantity) {
        final long rest = phase == TradingPhase.CONTINUOUS ? book.match(isBuy, tick, quantity) : quantity;
        if (rest > 0) {
            book.rest(id, isBuy, tick, rest);
        }
    }

    private void aggressive(final FlowRow row, final OrdType type, final TimeInForce tif) {
        final int bid = book.bestBid();
        final int ask = book.bestAsk();
        final boolean isBuy =
                ask != BookModel.NONE && fair >= ask || (bid == BookModel.NONE || fair > bid) && random.coin();
        final int opposite = isBuy ? ask : bid;
        if (opposite == BookModel.NONE) {
            passive(row);
            return;
        }
        final int behind = isBuy ? fair - opposite : opposite - fair;
        int tick = inWindow(opposite + (isBuy ? 1 : -1) * random.below(4));
        long quantity = quantity();
        if (behind > CRASH_STEP / 2) {
            // The market has moved away: take everything up to where it is now.
            tick = fair;
            quantity = Math.max(quantity, book.available(isBuy, tick, Long.MAX_VALUE));
        }
        newOrder(row, isBuy, tick, quantity);
        row.type = type;
        row.tif = tif;
        if (type == OrdType.MARKET) {
            row.price = FlowRow.ABSENT;
            book.match(isBuy, isBuy ? shape.ticks() - 1 : 0, quantity);
        } else if (tif == TimeInForce.DAY) {
            arrive(row.clOrdId, isBuy, tick, quantity);
        } else if (tif == TimeInForce.IOC || book.available(isBuy, tick, quantity) >= quantity) {
            book.match(isBuy, tick, quantity);
        }
    }

    private void cancel(final FlowRow row) {
        final int slot = book.pick(random);
        row.action = FlowAction.CANCEL;
        row.clOrdId = book.id(slot);
        book.remove(slot);
    }

    private void replace(final FlowRow row) {
        final int slot = book.pick(random);
        final boolean isBuy = book.isBuy(slot);
        final int oldTick = book.tick(slot);
        final long oldQuantity = book.quantity(slot);
        int tick = oldTick;
        long quantity = oldQuantity;
        final int kind = random.below(8);
        if (kind < 3) {
            tick = passiveTick(isBuy);
        } else if (kind < 6) {
            tick = notCrossing(isBuy, oldTick + random.below(11) - 5);
        } else if (kind == 6 || oldQuantity <= shape.quantity(1)) {
            quantity += shape.quantity(1 + random.below(MOST_LOTS));
        } else {
            quantity = lessThan(oldQuantity);
        }
        row.action = FlowAction.REPLACE;
        row.clOrdId = book.id(slot);
        row.price = shape.price(tick);
        row.qty = quantity;
        if (phase == TradingPhase.HALTED || tick == oldTick && quantity == oldQuantity) {
            return;
        }
        if (tick == oldTick && quantity < oldQuantity) {
            book.shrink(slot, quantity);
        } else if (phase == TradingPhase.CONTINUOUS) {
            book.replace(slot, tick, quantity);
        } else {
            book.move(slot, tick, quantity);
        }
    }

    private void reduce(final FlowRow row) {
        final int slot = book.pick(random);
        final long open = book.quantity(slot);
        row.action = FlowAction.REDUCE;
        row.clOrdId = book.id(slot);
        row.qty = open <= shape.quantity(1) ? open : lessThan(open);
        if (row.qty == open) {
            book.remove(slot);
        } else {
            book.shrink(slot, open - row.qty);
        }
    }

    /** What the exchange refuses: off tick, off lot, nothing, an id that is taken, orders that are no longer or never were. */
    private void faulty(final FlowRow row) {
        final int kind = random.below(8);
        final boolean isBuy = random.coin();
        newOrder(row, isBuy, passiveTick(isBuy), quantity());
        final boolean isDuplicate = kind == 3 && book.live() > 0;
        if (isDuplicate) {
            row.clOrdId = book.id(book.pick(random));
        } else if (kind == 0 && shape.instrument().tickSize() > 1) {
            row.price += 1 + random.below(shape.instrument().tickSize() - 1);
        } else if (kind == 1 && shape.instrument().lotSize() > 1) {
            row.qty += 1 + random.below(shape.instrument().lotSize() - 1);
        } else if (kind <= 3) {
            row.qty = 0;
        } else {
            final long late = book.pickEnded(random);
            final long id = late == 0 || random.oneIn(4) ? ids.never() : late;
            final long price = row.price;
            final long quantity = row.qty;
            row.side = null;
            row.clOrdId = id;
            row.action = kind == 4 ? FlowAction.REPLACE : FlowAction.CANCEL;
            row.price = kind == 4 ? price : FlowRow.ABSENT;
            row.qty = kind == 4 ? quantity : FlowRow.ABSENT;
        }
    }

    private void newOrder(final FlowRow row, final boolean isBuy, final int tick, final long quantity) {
        row.action = FlowAction.NEW;
        row.clOrdId = ids.next();
        row.side = isBuy ? Side.BUY : Side.SELL;
        row.price = shape.price(tick);
        row.qty = quantity;
    }

    /** Most often 1 to 10 lots, sometimes a block. */
    private long quantity() {
        final int lots = 1 + random.below(MOST_LOTS);
        return shape.quantity(random.oneIn(16) ? lots * BLOCK_FACTOR : lots);
    }

    /** Lots between 1 and less than all. */
    private long lessThan(final long quantity) {
        return shape.quantity(1 + random.below(quantity / shape.instrument().lotSize() - 1));
    }

    /** Near the fair price, ever rarer away from it; in an auction one in four is on the other side of it. */
    private int passiveTick(final boolean isBuy) {
        final boolean isAuction = phase != TradingPhase.CONTINUOUS && phase != TradingPhase.HALTED;
        final int distance =
                isAuction && random.oneIn(4) ? -random.below(shape.half()) : 1 + random.decaying(shape.half());
        final int tick = inWindow(isBuy ? fair - distance : fair + distance);
        return isAuction ? tick : notCrossing(isBuy, tick);
    }

    private int notCrossing(final boolean isBuy, final int tick) {
        if (phase != TradingPhase.CONTINUOUS && phase != TradingPhase.HALTED) {
            return inWindow(tick);
        }
        if (isBuy) {
            return inWindow(book.bestAsk() == BookModel.NONE ? tick : Math.min(tick, book.bestAsk() - 1));
        }
        return inWindow(Math.max(tick, book.bestBid() + 1));
    }

    private int inWindow(final int tick) {
        return Math.max(0, Math.min(shape.ticks() - 1, tick));
    }
}
