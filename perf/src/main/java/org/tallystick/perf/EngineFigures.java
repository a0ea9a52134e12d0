package org.tallystick.perf;

/**
 * What was measured of the whole engine.
 *
 * @param commands         measured in each round
 * @param cpuNsPerCommand  time that the processor spent per command, mean of each round, ns
 * @param wallNsPerCommand time that went by per command, mean of each round, ns
 * @param bytesPerCommand  bytes allocated per command, the least of all rounds
 * @param events           events of one round
 * @param frameBytes       bytes of frames of one round
 * @param runningHash      over all events of a round, equal in all rounds
 */
public record EngineFigures(
        int commands,
        double[] cpuNsPerCommand,
        double[] wallNsPerCommand,
        double bytesPerCommand,
        long events,
        long frameBytes,
        long runningHash) {
    private static final double SECOND_NS = 1e9;

    /** Median of the rounds, by processor time. */
    public long commandsPerSecond() {
        return Math.round(SECOND_NS / BookFigures.median(cpuNsPerCommand));
    }

    /** Median of the rounds, by wall time. */
    public long commandsPerSecondWall() {
        return Math.round(SECOND_NS / BookFigures.median(wallNsPerCommand));
    }
}
