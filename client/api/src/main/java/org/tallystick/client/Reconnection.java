package org.tallystick.client;

import java.time.Duration;

/**
 * How a lost connection is made again. Attempts follow one another with a growing, somewhat random delay, so that many
 * clients do not come back at once.
 *
 * @param minDelay    before the first attempt, more than 0
 * @param maxDelay    between attempts, at most
 * @param attempt     time that one attempt may take
 * @param giveUpAfter time without a connection after which it ends; 0 to end at the first loss
 */
public record Reconnection(Duration minDelay, Duration maxDelay, Duration attempt, Duration giveUpAfter) {
    /** Longer than any outage. */
    public static final Duration NEVER = Duration.ofDays(36_500);

    /** Comes back, however long it takes: delays of 20 ms to 1 s, attempts of up to 3 s. */
    public static final Reconnection DEFAULT =
            new Reconnection(Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(3), NEVER);

    /** Ends with the first loss. */
    public static final Reconnection NONE =
            new Reconnection(DEFAULT.minDelay, DEFAULT.maxDelay, DEFAULT.attempt, Duration.ZERO);

    /** Refuses what makes no sense. */
    void validate() {
        if (minDelay.isNegative() || minDelay.isZero() || maxDelay.compareTo(minDelay) < 0) {
            throw new IllegalArgumentException("expected 0 < minDelay <= maxDelay: " + minDelay + ", " + maxDelay);
        }
        if (attempt.isNegative() || attempt.isZero()) {
            throw new IllegalArgumentException("attempt is not positive: " + attempt);
        }
        if (giveUpAfter.isNegative() || giveUpAfter.compareTo(NEVER) > 0) {
            throw new IllegalArgumentException("giveUpAfter is not between 0 and " + NEVER + ": " + giveUpAfter);
        }
    }

    /** Whether there is any. */
    boolean isOn() {
        return !giveUpAfter.isZero();
    }
}
