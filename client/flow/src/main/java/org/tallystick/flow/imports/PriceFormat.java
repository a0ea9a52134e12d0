package org.tallystick.flow.imports;

/** How the prices of a table are written. */
public enum PriceFormat {
    /** As the first price is: with a point, decimal; without one, fixed. */
    AUTO,
    /** As decimal text. */
    DECIMAL,
    /** As whole numbers of 10^-9. */
    FIXED
}
