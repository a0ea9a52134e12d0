package org.tallystick.engine.reference;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes classes of an engine that fails at one order: in the middle of it, when something has changed already. For a test
 * build as {@link PlantedDifference} makes one.
 */
public final class PlantedFailure {
    /** Client order id of the order at which it fails. */
    public static final long CL_ORD_ID = 666_666;

    private PlantedFailure() {}

    /**
     * Compiles the changed classes.
     *
     * @param folder created if need be; goes in front of everything else on the class path of the node
     * @return how many classes were written
     * @throws IOException where they cannot be
     */
    public static int writeTo(Path folder) throws IOException {
        return MutantCompiler.writeTo(folder, SeededBug.failure(CL_ORD_ID));
    }
}
