package org.tallystick.node;

/** Why the process of a node ended. */
public enum ExitCode {
    /** It was told to. */
    STOPPED(0),

    /** The configuration is wrong; nothing was touched. */
    CONFIGURATION(2),

    /** It must not start: another node holds the folder, a port is taken, data is missing. The last line says which. */
    REFUSED(3),

    /** Something failed that must not; the last line says what. */
    FAILED(4),

    /** Its state differs from that of the majority: its folder must be seeded anew. */
    DIVERGED(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** As the system sees it. */
    public int number() {
        return number;
    }
}
