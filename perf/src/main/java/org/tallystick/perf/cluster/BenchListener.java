package org.tallystick.perf.cluster;

/** Hears how far a benchmark is. */
@FunctionalInterface
public interface BenchListener {
    /**
     * So much is done.
     *
     * @param stage that is under way
     * @param unit  of what is counted
     * @param done  of it
     * @param total of it, 0 where it is not known
     */
    void onProgress(String stage, String unit, long done, long total);
}
