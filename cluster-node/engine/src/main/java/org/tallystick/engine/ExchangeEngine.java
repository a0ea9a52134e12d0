package org.tallystick.engine;

/** SIGNATURES ONLY: the real one is being written; code against these. */
public final class ExchangeEngine {
    /** indexSeed: any value; never changes a result. */
    public ExchangeEngine(FrameSink frames, EgressSink egress, long indexSeed) {}

    public void onConnectionOpen(
            long connectionId,
            long logTimeNs,
            long logPosition,
            org.agrona.DirectBuffer principal,
            int offset,
            int length) {}

    public void onConnectionClose(long connectionId, long logTimeNs, long logPosition) {}

    /** One message of a client; never throws because of its bytes. */
    public void onCommand(
            long connectionId,
            long logTimeNs,
            long logPosition,
            org.agrona.DirectBuffer buffer,
            int offset,
            int length) {}

    /** One firing of the 100 ms cluster timer. */
    public void onTimer(long logTimeNs, long logPosition) {}

    /** Wraps the report for reading; false where it is not (or no longer) held. view is wrapped around the message bytes. */
    public boolean pollReport(int sessionId, long reportSeq, org.agrona.concurrent.UnsafeBuffer view) {
        return false;
    }

    public long nextReportSeq(int sessionId) {
        return 0;
    }

    public long oldestReportSeq(int sessionId) {
        return 0;
    }
    /** After a snapshot was loaded: calls EgressSink.onSendFrom for every attached session, from its next report. */
    public void resumeEgress() {}

    /** Last event given, 0 before the first. */
    public long eventSeq() {
        return 0;
    }

    public long runningHash() {
        return 0;
    }

    public long engineTimeNs() {
        return 0;
    }

    public long marketHash() {
        return 0;
    }

    public long stateHash() {
        return 0;
    }

    public boolean hasGenesis() {
        return false;
    }

    /** Writes SBE messages of snapshot.xml, each at most 16 KiB... to the sink (same shape as FrameSink: SnapshotSink.onMessage(buffer, offset, length)). */
    public void writeSnapshot(SnapshotSink sink) {}
    /** Feed every snapshot message, in order, into an engine just constructed; true when the footer was read and verified.
     *  Throws SnapshotException (typed reason, message) on anything wrong; the engine is unusable then. */
    public boolean loadSnapshotMessage(org.agrona.DirectBuffer buffer, int offset, int length) {
        return false;
    }
}
