package org.tallystick.node;

/**
 * A part of the node waits for something that will not come, and the part that could go on waits for it: so it happens
 * where an election is broken off while the service joins the log. Nothing is wrong with the data, and a node that starts
 * anew takes part again.
 */
final class StuckPartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StuckPartException(long seconds, String waiting) {
        super("it has waited for " + seconds + " s, and " + waiting
                + " waits for it: an election that was broken off, or a machine that is overloaded");
    }
}
