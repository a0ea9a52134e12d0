package org.tallystick.client;

import org.agrona.collections.Int2ObjectHashMap;
import org.tallystick.codecs.DecimalText;

/** One event as a line of words, with what is known of the things it names. */
final class EventLine {
    private static final Symbol UNKNOWN = new Symbol(null, 0, 0);

    private final Int2ObjectHashMap<Symbol> symbols = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<String> accounts = new Int2ObjectHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private Symbol symbol = UNKNOWN;

    void learnInstrument(int instrumentId, String name, int priceDecimals, int qtyDecimals) {
        symbols.put(instrumentId, new Symbol(name, priceDecimals, qtyDecimals));
    }

    void learnAccount(int accountId, String name) {
        accounts.put(accountId, name);
    }

    EventLine begin(long seq, String name) {
        text.setLength(0);
        symbol = UNKNOWN;
        text.append(seq).append(' ').append(name);
        return this;
    }

    EventLine word(Object word) {
        text.append(' ').append(word);
        return this;
    }

    EventLine field(String name, Object value) {
        text.append(' ').append(name).append('=').append(value);
        return this;
    }

    /** A number that may be absent, and is left out then. */
    EventLine optional(String name, long value) {
        return value == ExchangeCommands.ABSENT ? this : field(name, value);
    }

    /** An id that may be absent, and is left out then. */
    EventLine optional(String name, int value) {
        return value == ExchangeCommands.NO_ID ? this : field(name, value);
    }

    /** The instrument that all prices and quantities from here on are of. */
    EventLine instrument(int instrumentId) {
        symbol = symbols.getOrDefault(instrumentId, UNKNOWN);
        return word(symbol.name == null ? "instrument#" + instrumentId : symbol.name);
    }

    EventLine quantity(long quantity) {
        return word(DecimalText.toString(quantity, symbol.qtyDecimals));
    }

    EventLine quantity(String name, long quantity) {
        return quantity == ExchangeCommands.ABSENT
                ? this
                : field(name, DecimalText.toString(quantity, symbol.qtyDecimals));
    }

    EventLine price(String name, long price) {
        return price == ExchangeCommands.ABSENT ? this : field(name, DecimalText.toString(price, symbol.priceDecimals));
    }

    /** The limit of an order, or that it has none. */
    EventLine at(long price) {
        return word(
                price == ExchangeCommands.ABSENT
                        ? "@ market"
                        : "@ " + DecimalText.toString(price, symbol.priceDecimals));
    }

    EventLine account(int accountId) {
        String name = accounts.get(accountId);
        return field("account", name == null || name.isEmpty() ? "#" + accountId : name);
    }

    EventLine flags(boolean postOnly, boolean reduceOnly, boolean shortSale) {
        if (postOnly) {
            word("POST_ONLY");
        }
        if (reduceOnly) {
            word("REDUCE_ONLY");
        }
        return shortSale ? word("SHORT") : this;
    }

    EventLine hash(String name, long hash) {
        String hex = Long.toHexString(hash);
        return field(name, "0".repeat(16 - hex.length()) + hex);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private record Symbol(String name, int priceDecimals, int qtyDecimals) {}
}
