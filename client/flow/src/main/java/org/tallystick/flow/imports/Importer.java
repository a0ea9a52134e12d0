package org.tallystick.flow.imports;

import java.io.IOException;
import org.tallystick.flow.run.FlowRun;

/** Reads recorded market data of one format from its beginning to its end. */
public abstract sealed class Importer permits ItchImporter, LobsterImporter, MboImporter {
    /** Messages between two calls of the listener. */
    static final int MESSAGES_A_STEP = 1 << 13;

    Importer() {}

    /**
     * Reads all there is.
     *
     * @param market what the messages happen to
     * @param progress hears how far it is
     * @throws IOException where a file cannot be read or written, or is not of the format
     */
    abstract void read(ImportedMarket market, FlowRun.Listener progress) throws IOException;
}
