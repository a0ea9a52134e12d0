package org.tallystick.flow.imports;

import org.tallystick.flow.Instruments;

/** Checks symbols that come from outside. */
final class Symbols {
    static final String EXPECTED = "a symbol of 1 to 24 printable ASCII characters without a comma";

    private Symbols() {}

    static String check(final String symbol) {
        if (!Instruments.isSymbol(symbol)) {
            throw new IllegalArgumentException("\"" + symbol + "\" is not " + EXPECTED);
        }
        return symbol;
    }
}
