package org.tallystick.systemtests;

/** A node of a cluster under test, wherever it runs. */
interface TestNode {
    /** Starts it, and waits for nothing. */
    void start();

    /** Tells it to stop, and waits until it has; where it does not run, nothing. */
    void stop();

    /** Holds it as SIGSTOP does: it keeps its ports and says nothing. */
    void pause();

    /** Lets it go on. */
    void resume();

    /** Whether it was started and has not ended. */
    boolean isRunning();

    /** Whether it takes part, and is not held. */
    boolean isReady();

    /** Whether it leads, and is not held. */
    boolean isLeader();

    /** Asks for a snapshot; false where that is not possible now. */
    boolean requestSnapshot();

    /** What it said since the test began. */
    String said();

    /** Why it ended by itself, for messages; empty where it did not. */
    String end();
}
