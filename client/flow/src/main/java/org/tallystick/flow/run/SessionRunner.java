package org.tallystick.flow.run;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.EventStreamReader;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.SessionConfig;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.InstrumentsFile;

/**
 * Runs a flow through an exchange: one client session, the Raft log, the engine, and back. The files are rebuilt from the
 * recorded event stream.
 */
public final class SessionRunner {
    /** The stage that sends the rows. */
    public static final String SENDING = "sending";

    /** The stage that reads the event stream; its progress counts events, that of all others bytes of the flow. */
    public static final String READING = "reading the event stream";

    /** Messages under way: few enough for the session's ring to hold all their reports. */
    private static final int MAX_UNANSWERED = 4096;

    /** Rows between two reports of progress. */
    private static final int ROWS_A_STEP = 64;

    /** Events between two reports of progress. */
    private static final long READ_STEP = 100_000;

    private final FlowRun run;
    private final Supplier<? extends ExchangeAccess> opener;
    private final long ratePerSecond;
    private final FlowRun.Listener listener;
    private final BooleanSupplier isHeld;
    private final RowLedger ledger = new RowLedger();
    private final RoundTrips roundTrips = new RoundTrips();
    private final long[] rowsByAction = new long[FlowAction.values().length];
    private final long[] rejectedHere = new long[1 << Byte.SIZE];
    private long rows;
    private long bytesSent;
    private String refusal;
    private boolean hasGenesis;

    private ExchangeConnection connection;
    private ExchangeSession session;
    private IdleStrategy idle;
    private Duration patience;
    private long firstRowNs;

    /**
     * Prepares a run.
     *
     * @param run           what to run
     * @param opener        gives the exchange once the files of the flow were found; the run closes it
     * @param ratePerSecond rows a second, 0 for as fast as it goes
     * @param listener      hears how far it is
     */
    public SessionRunner(
            FlowRun run, Supplier<? extends ExchangeAccess> opener, long ratePerSecond, FlowRun.Listener listener) {
        this(run, opener, ratePerSecond, listener, () -> false);
    }

    /** A run that sends nothing more as long as it is held. */
    SessionRunner(
            FlowRun run,
            Supplier<? extends ExchangeAccess> opener,
            long ratePerSecond,
            FlowRun.Listener listener,
            BooleanSupplier isHeld) {
        this.isHeld = isHeld;
        this.run = run;
        this.opener = opener;
        this.ratePerSecond = ratePerSecond;
        this.listener = listener;
    }

    /**
     * Runs the flow and writes its files.
     *
     * @return the figures
     * @throws IOException where a file cannot be read or written, or is not as it must be, or the exchange cannot be used
     */
    public RunSummary run() throws IOException {
        Instruments instruments = InstrumentsFile.read(run.instruments());
        FlowReader reader = FlowReader.open(run.flow(), instruments);
        try (RowBatches batches = new RowBatches(reader);
                ExchangeAccess exchange = opener.get()) {
            RunFiles.clear(run.out());
            idle = exchange.idleStrategy();
            patience = exchange.patience();
            long begin = System.nanoTime();
            try (ExchangeConnection opened = exchange.connect(FlowGenesis.OPERATOR, new Genesis())) {
                connection = opened;
                sendAll(batches, reader.fileLength(), instruments);
                awaitHash();
            }
            long wallNs = System.nanoTime() - begin;
            return writeFiles(exchange, wallNs);
        }
    }

    private void sendAll(RowBatches batches, long fileLength, Instruments instruments) throws IOException {
        RowSender sender = null;
        int accounts = 0;
        for (RowBatches.Batch batch = batches.next(); batch != null; batch = batches.next()) {
            if (sender == null) {
                long startNs = batch.count == 0 ? 0 : batch.rows[0].timeNs;
                open(startNs);
                session.transactTimeNs(startNs);
                sender = new RowSender(session);
                for (int i = 0; i < instruments.count(); i++) {
                    int index = i;
                    RowSender to = sender;
                    ledger.sentOwn(retry(() -> to.define(instruments, index)));
                }
                firstRowNs = System.nanoTime();
            }
            for (String account : batch.newAccounts) {
                int id = ++accounts;
                RowSender to = sender;
                ledger.sentOwn(retry(() -> to.defineAccount(id, account)));
            }
            send(batch, sender, fileLength);
        }
    }

    private void open(long startNs) throws IOException {
        retry(() -> connection.sendGenesis(FlowGenesis.parameters(startNs)));
        await("the genesis is answered", () -> hasGenesis || refusal != null);
        if (refusal != null) {
            throw new IOException("the exchange refused the genesis of the flow: " + refusal
                    + " (a data folder that was used before?)");
        }
        session = connection.openSession(
                SessionConfig.of(FlowGenesis.OPERATOR, "flow").maxUnacknowledged(MAX_UNANSWERED), roundTrips);
        if (!connection.awaitEstablished(session)) {
            throw new IOException("the exchange did not establish the session of the flow");
        }
    }

    private void send(RowBatches.Batch batch, RowSender sender, long fileLength) throws IOException {
        long before = bytesSent;
        for (int i = 0; i < batch.count; i++) {
            if (i % ROWS_A_STEP == 0) {
                listener.onProgress(SENDING, before + (batch.bytesRead - before) * i / batch.count, fileLength);
                while (isHeld.getAsBoolean()) {
                    idle.idle(connection.poll());
                }
            }
            FlowRow row = batch.rows[i];
            rowsByAction[row.action.ordinal()]++;
            long intendedNs = pace(rows++);
            RejectReason reason = RowSender.whyNotSent(row);
            if (reason != RejectReason.NONE) {
                rejectedHere[reason.value()]++;
                continue;
            }
            roundTrips.sent(session.nextClientSeq(), intendedNs);
            long clientSeq = sender.send(row);
            if (clientSeq < 0) {
                clientSeq = retry(() -> sender.send(row));
            }
            ledger.sent(clientSeq, row.number);
            if (ratePerSecond == 0) {
                connection.poll();
            }
        }
        bytesSent = batch.bytesRead;
    }

    /** Waits until a row is due and answers when that was; without a rate, it is due now. */
    private long pace(long index) {
        if (ratePerSecond == 0) {
            return System.nanoTime();
        }
        long intendedNs = firstRowNs + index * TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
        while (System.nanoTime() - intendedNs < 0) {
            idle.idle(connection.poll());
        }
        return intendedNs;
    }

    private void awaitHash() throws IOException {
        if (session == null) {
            open(0);
        }
        retry(session::hash);
        await("all rows are answered", roundTrips::hasHash);
    }

    private RunSummary writeFiles(ExchangeAccess exchange, long wallNs) throws IOException {
        try (RunFiles files = new RunFiles(run.out(), ledger, session.sessionId(), run.depthLevels());
                EventStreamReader events = exchange.events(files)) {
            for (RejectReason reason : RejectReason.values()) {
                if (reason != RejectReason.NULL_VAL) {
                    files.rejectedHere(reason, rejectedHere[reason.value()]);
                }
            }
            long last = roundTrips.lastEventSeq();
            while (events.nextSeq() <= last) {
                long before = events.nextSeq();
                boolean done = events.pollUntil(Math.min(last, before + READ_STEP), patience);
                if (!done && events.nextSeq() == before) {
                    throw new IOException("the event stream ends at event " + (before - 1) + ", expected " + last);
                }
                listener.onProgress(READING, events.nextSeq() - 1, last);
            }
            files.finish();
            RebuiltMarket.check(files.market(), roundTrips.marketHash());
            RunSummary summary = new RunSummary(
                    exchange.mode(),
                    files,
                    rowsByAction,
                    rows,
                    roundTrips.marketHash(),
                    roundTrips.stateHash(),
                    wallNs,
                    new RunSummary.Log(exchange.durability(), ratePerSecond, roundTrips.histogramNs(), last));
            summary.toJson().write(run.out().resolve("summary.json"));
            return summary;
        }
    }

    /** Something that is sent, with the result of a session. */
    @FunctionalInterface
    private interface Sending {
        long send();
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private long retry(Sending sending) throws IOException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        long result = sending.send();
        while (result < 0) {
            idle.idle(connection.poll());
            if (!connection.isOpen() || System.nanoTime() - deadlineNs > 0) {
                throw new IOException("the exchange takes no more messages: result " + result);
            }
            result = sending.send();
        }
        return result;
    }

    private void await(String what, Condition condition) throws IOException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        long answered = session == null ? 0 : session.nextReportSeq();
        while (!condition.holds()) {
            int work = connection.poll();
            idle.idle(work);
            if (session != null && session.nextReportSeq() != answered) {
                answered = session.nextReportSeq();
                deadlineNs = System.nanoTime() + patience.toNanos();
            }
            if (!connection.isOpen() || System.nanoTime() - deadlineNs > 0) {
                throw new IOException("waited in vain until " + what);
            }
        }
    }

    private final class Genesis implements ConnectionListener {
        @Override
        public void onGenesisAck(GenesisAckDecoder ack) {
            hasGenesis = true;
        }

        @Override
        public void onConnectionMessageReject(MessageRejectDecoder reject) {
            refusal = reject.reason().name();
        }
    }
}
