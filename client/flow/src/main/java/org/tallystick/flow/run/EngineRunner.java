package org.tallystick.flow.run;

import java.io.IOException;
import org.tallystick.client.EventStreamException;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.InstrumentsFile;

/** Runs a flow through the engine alone: no log, no network, no clock; command bytes in, event frames out. */
public final class EngineRunner {
    /** Name of this mode. */
    public static final String MODE = "engine";

    private final FlowRun run;
    private final FlowRun.Listener listener;
    private final RowLedger ledger = new RowLedger();
    private final long[] rowsByAction = new long[FlowAction.values().length];
    private long rows;

    /**
     * Prepares a run.
     *
     * @param run      what to run
     * @param listener hears how far it is
     */
    public EngineRunner(FlowRun run, FlowRun.Listener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Runs the flow and writes its files.
     *
     * @return the figures
     * @throws IOException          where a file cannot be read or written, or is not as it must be
     * @throws EventStreamException where the events do not tell the market that the engine has
     */
    public RunSummary run() throws IOException {
        long begin = System.nanoTime();
        Instruments instruments = InstrumentsFile.read(run.instruments());
        FlowReader reader = FlowReader.open(run.flow(), instruments);
        try (RowBatches batches = new RowBatches(reader)) {
            RunFiles.clear(run.out());
            return run(batches, reader.fileLength(), instruments, begin);
        }
    }

    private RunSummary run(RowBatches batches, long fileLength, Instruments instruments, long begin)
            throws IOException {
        try (RunFiles files = new RunFiles(run.out(), ledger, 1, run.depthLevels());
                FrameRelay relay = new FrameRelay(ledger, files)) {
            EngineSession session = new EngineSession(relay);
            apply(batches, fileLength, instruments, session, relay);
            relay.drain();
            files.finish();
            long marketHash = session.engine().marketHash();
            RebuiltMarket.check(files.market(), marketHash);
            RunSummary summary = new RunSummary(
                    MODE,
                    files,
                    rowsByAction,
                    rows,
                    marketHash,
                    session.engine().stateHash(),
                    System.nanoTime() - begin,
                    null);
            summary.toJson().write(run.out().resolve("summary.json"));
            return summary;
        }
    }

    private void apply(
            RowBatches batches, long fileLength, Instruments instruments, EngineSession session, FrameRelay relay)
            throws IOException {
        RowSender sender = new RowSender(session);
        boolean open = false;
        int accounts = 0;
        for (RowBatches.Batch batch = batches.next(); batch != null; batch = batches.next()) {
            if (!open) {
                open = true;
                long startNs = batch.count == 0 ? 0 : batch.rows[0].timeNs;
                session.open(FlowGenesis.parameters(startNs));
                session.transactTimeNs(startNs);
                for (int i = 0; i < instruments.count(); i++) {
                    relay.sentOwn(session.nextClientSeq());
                    sender.define(instruments, i);
                }
            }
            for (String account : batch.newAccounts) {
                relay.sentOwn(session.nextClientSeq());
                sender.defineAccount(++accounts, account);
            }
            apply(batch, session, sender, relay);
            listener.onProgress("running", batch.bytesRead, fileLength);
        }
    }

    private void apply(RowBatches.Batch batch, EngineSession session, RowSender sender, FrameRelay relay) {
        for (int i = 0; i < batch.count; i++) {
            FlowRow row = batch.rows[i];
            rows++;
            rowsByAction[row.action.ordinal()]++;
            RejectReason reason = RowSender.whyNotSent(row);
            if (reason == RejectReason.NONE) {
                relay.sent(session.nextClientSeq(), row.number);
                sender.send(row);
            } else {
                relay.rejectedHere(reason);
            }
        }
    }
}
