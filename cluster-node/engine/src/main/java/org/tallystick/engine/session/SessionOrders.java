package org.tallystick.engine.session;

/** Cancels the orders of sessions whose clients stayed away. */
public interface SessionOrders {
    /**
     * The live orders of a session are to be cancelled.
     *
     * @param sessionId the session
     */
    void cancelOrdersOf(int sessionId);

    /** Called when all have been named that this input brings: the work may begin. */
    void beginCancels();
}
