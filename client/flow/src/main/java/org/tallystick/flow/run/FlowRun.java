package org.tallystick.flow.run;

import java.nio.file.Path;

/**
 * What to run, and where its files go.
 *
 * @param flow        flow file
 * @param instruments its instruments file
 * @param out         folder of the files that come of it
 * @param depthLevels levels of {@code depth.csv}, 0 for none
 */
public record FlowRun(Path flow, Path instruments, Path out, int depthLevels) {
    /** Hears how far a run is. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called every few thousand rows.
         *
         * @param stage what is being done
         * @param done  how much of it
         * @param total how much there is
         */
        void onProgress(String stage, long done, long total);
    }
}
