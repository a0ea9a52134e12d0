package org.tallystick.flow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The instruments of a flow, numbered from 0 as their file lists them. Symbols differ. An import adds to them as it meets
 * new ones; who runs a flow does not.
 */
public final class Instruments {
    private final List<InstrumentSpec> specs = new ArrayList<>();
    private final Names symbols = new Names();

    /**
     * Numbers instruments.
     *
     * @param specs the instruments
     * @throws IllegalArgumentException where two have one symbol, or a symbol cannot be on the wire
     */
    public Instruments(final List<InstrumentSpec> specs) {
        specs.forEach(this::add);
    }

    /**
     * Adds an instrument.
     *
     * @param spec the instrument
     * @return its index
     * @throws IllegalArgumentException where another has its symbol, or the symbol cannot be on the wire
     */
    public int add(final InstrumentSpec spec) {
        final byte[] symbol = spec.symbol().getBytes(StandardCharsets.UTF_8);
        if (!isSymbol(spec.symbol())) {
            throw new IllegalArgumentException("not a symbol: " + FlowFormatException.shown(spec.symbol()));
        }
        if (symbols.find(symbol, 0, symbol.length) >= 0) {
            throw new IllegalArgumentException("symbol is there twice: " + spec.symbol());
        }
        specs.add(spec);
        return symbols.add(symbol, 0, symbol.length);
    }

    /**
     * Whether a text can be a symbol.
     *
     * @param text of 1 to 24 printable ASCII characters without a comma
     * @return whether it is that
     */
    public static boolean isSymbol(final String text) {
        final byte[] symbol = text.getBytes(StandardCharsets.UTF_8);
        return Names.isName(symbol, 0, symbol.length) && !text.contains(",");
    }

    /**
     * How many instruments there are.
     *
     * @return their number
     */
    public int count() {
        return specs.size();
    }

    /**
     * One instrument.
     *
     * @param index from 0
     * @return the instrument
     * @throws IndexOutOfBoundsException where there is none
     */
    public InstrumentSpec get(final int index) {
        return specs.get(index);
    }

    /**
     * All instruments.
     *
     * @return the instruments, in order of their index
     */
    public List<InstrumentSpec> all() {
        return Collections.unmodifiableList(specs);
    }

    /**
     * The index of the instrument with a symbol.
     *
     * @param symbol to find
     * @return the index, or -1
     */
    public int find(final String symbol) {
        return symbols.find(symbol);
    }

    int find(final byte[] text, final int start, final int end) {
        return symbols.find(text, start, end);
    }

    /** Not to be changed. */
    byte[] symbolBytes(final int index) {
        return symbols.bytes(index);
    }
}
