/** The {@code tally} command line, the one place that puts everything together. */
package org.tallystick.terminal;
