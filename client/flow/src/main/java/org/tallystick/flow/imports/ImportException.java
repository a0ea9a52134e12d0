package org.tallystick.flow.imports;

import java.io.IOException;

/** A binary file that cannot be read: what was found, in which message at which byte, and what was expected. */
public final class ImportException extends IOException {
    private static final long serialVersionUID = 1;

    ImportException(
            final String file, final long message, final long offset, final String field, final String problem) {
        super(file + " message " + message + " at byte " + offset + ", " + field + ": " + problem);
    }
}
