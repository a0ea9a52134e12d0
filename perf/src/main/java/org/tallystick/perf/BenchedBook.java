package org.tallystick.perf;

/** A book that executes {@link BookOperations}, and keeps a digest of the trades that it made. */
interface BenchedBook {
    /** Makes an empty book. */
    interface Factory {
        BenchedBook create();
    }

    /** Executes the operations {@code from} to {@code to - 1}. */
    void apply(BookOperations operations, int from, int to);

    /** What was traded so far. */
    TradeDigest digest();
}
