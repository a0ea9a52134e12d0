package org.tallystick.node;

/** What an acknowledged command survives on one node. Always named beside a latency. */
public enum Durability {
    /** Every write to the log and to the event stream is forced to the disk: survives the loss of power. */
    DISK(1),

    /** Writes are left to the operating system's page cache: survives the death of the process, not the loss of power. */
    MEMORY(0);

    private final int fileSyncLevel;

    Durability(int fileSyncLevel) {
        this.fileSyncLevel = fileSyncLevel;
    }

    /** Aeron's name for it. */
    int fileSyncLevel() {
        return fileSyncLevel;
    }
}
