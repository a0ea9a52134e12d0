package org.tallystick.engine;

import org.tallystick.codecs.types.RejectReason;

/**
 * What an engine has done since it was made, and what it holds now, for operators. No part of the replicated state: a node
 * that was restarted counts anew, from its snapshot on. Read by the thread that drives the engine.
 */
public final class EngineCounts {
    private final ExchangeEngine engine;
    private final long[] rejects = new long[RejectReason.values().length];
    private long transactions;
    private long commands;
    private long timerFirings;
    private long duplicates;
    private long notApplied;

    EngineCounts(ExchangeEngine engine) {
        this.engine = engine;
    }

    void onTransaction() {
        transactions++;
    }

    void onCommand() {
        commands++;
    }

    void onTimer() {
        timerFirings++;
    }

    void onDuplicate() {
        duplicates++;
    }

    void onNotApplied() {
        notApplied++;
    }

    void onReject(RejectReason reason) {
        rejects[reason.ordinal()]++;
    }

    /** Inputs of any kind: connections opened and closed, messages, firings of the timer, terms of leadership. */
    public long transactions() {
        return transactions;
    }

    /** Messages of clients, and of nodes. */
    public long commands() {
        return commands;
    }

    /** Firings of the timer. */
    public long timerFirings() {
        return timerFirings;
    }

    /** Messages that had been applied, or given up, before. */
    public long duplicates() {
        return duplicates;
    }

    /** Messages that came too early, because others before them were missing. */
    public long notApplied() {
        return notApplied;
    }

    /**
     * Requests and messages that were refused.
     *
     * @param reason why
     */
    public long rejects(RejectReason reason) {
        return rejects[reason.ordinal()];
    }

    /** Reports that rings have dropped to make room for others. */
    public long reportsEvicted() {
        return engine.venue().sessions().budget().reportsEvicted();
    }

    /** Bytes that the rings of all sessions have taken for their reports. */
    public long ringBytes() {
        return engine.venue().sessions().budget().bytes();
    }

    /** Most bytes that they can take, 0 before the genesis. */
    public long ringBytesBound() {
        return engine.hasGenesis() ? engine.venue().genesis().ringBytesTotal() : 0;
    }

    /** Instruments, each with a book of its own. */
    public int instruments() {
        return engine.venue().exchange().instruments().count();
    }

    /** Live orders. */
    public int openOrders() {
        return engine.venue().exchange().openOrders();
    }

    /** Pieces of long work that have not ended. */
    public int pendingWork() {
        return engine.venue().exchange().pendingWork();
    }

    /** Sessions that there are. */
    public int sessions() {
        return engine.venue().sessions().count();
    }

    /** Sessions that a connection has. */
    public int sessionsAttached() {
        return engine.venue().sessions().attachedCount();
    }

    /** Cancel-on-disconnect windows that are running. */
    public int cancelWindows() {
        return engine.venue().sessions().cancelWindows();
    }

    /** Connections that are open and known, those of nodes included. */
    public int connections() {
        return engine.connectionCount();
    }

    /** Sequence number of the last event, 0 before the first. */
    public long eventSeq() {
        return engine.eventSeq();
    }
}
