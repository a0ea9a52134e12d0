package org.tallystick.engine.reference;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes classes of an engine that differs in one rule of the market: the youngest order of a level trades first. A system
 * test puts their folder in front of the class path of one node, which makes that node a test build. The product has no
 * switch for it.
 */
public final class PlantedDifference {
    private PlantedDifference() {}

    /**
     * Compiles the changed classes.
     *
     * @param folder created if need be; goes in front of everything else on the class path of the node
     * @return how many classes were written
     * @throws IOException where they cannot be
     */
    public static int writeTo(Path folder) throws IOException {
        return MutantCompiler.writeTo(folder, SeededBug.priority());
    }

    /** @param args the folder */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected one argument, the folder for the classes");
        }
        writeTo(Path.of(args[0]));
    }
}
