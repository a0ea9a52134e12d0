package org.tallystick.perf;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.client.GenesisParameters;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.entry.EstablishEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.NegotiateEncoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.ExchangeEngine;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.generate.FlowGenerator;
import org.tallystick.flow.generate.FlowProfile;

/**
 * The whole engine in one thread, from the bytes of commands to the bytes of event frames: validation, session, market,
 * events, frames with their running hash, and reports into the session's ring. Every round is a fresh engine that takes
 * the same commands, a flow with everything in it, refusals included. Frames are counted; reports are left in the ring.
 */
public final class EngineBenchmark {
    private static final int WARM_UP_ROUNDS = 3;
    private static final long CONNECTION = 1;
    private static final String OPERATOR = "BENCH";
    private static final String SESSION_NAME = "bench";
    /** A time that means nothing; log time goes on by a microsecond a command. */
    private static final long BEGIN_NS = 1_767_600_000_000_000_000L;

    private static final long COMMAND_NS = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CommandTape tape = new CommandTape();
    private final int built;
    private long frameBytes;

    private EngineBenchmark(FlowProfile profile, int commands, long seed) {
        FlowGenerator generator = new FlowGenerator(profile, Long.MAX_VALUE, seed);
        tape.define(generator.instruments().get(0));
        FlowRow row = new FlowRow();
        long wanted = StreamMaker.resting(profile);
        while (generator.liveOrders() < wanted) {
            generator.next(row);
            tape.add(row);
        }
        built = tape.count();
        while (tape.count() - built < commands) {
            generator.next(row);
            tape.add(row);
        }
    }

    /**
     * Runs one profile.
     *
     * @param profile  one with a single instrument in continuous trading
     * @param commands measured in each round, 1 or more, behind those that build the book
     * @param rounds   measured rounds, 1 or more
     * @param seed     of the flow
     * @return what was measured
     */
    public static EngineFigures run(FlowProfile profile, int commands, int rounds, long seed) {
        return new EngineBenchmark(profile, commands, seed).run(rounds);
    }

    private EngineFigures run(int rounds) {
        int count = tape.count() - built;
        double[] cpuNs = new double[rounds];
        double[] wallNs = new double[rounds];
        double bytes = Double.MAX_VALUE;
        long events = 0;
        long hash = 0;
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            ExchangeEngine engine = open();
            apply(engine, 0, built);
            System.gc();
            frameBytes = 0;
            long eventsBefore = engine.eventSeq();
            long bytesBefore =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long began = System.nanoTime();
            long cpuBefore = threads.getCurrentThreadCpuTime();
            apply(engine, built, tape.count());
            long cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
            long wall = System.nanoTime() - began;
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesBefore;
            if (hash != 0 && hash != engine.runningHash()) {
                throw new IllegalStateException("two rounds of the same commands gave different events");
            }
            hash = engine.runningHash();
            events = engine.eventSeq() - eventsBefore;
            if (round >= 0) {
                cpuNs[round] = (double) cpu / count;
                wallNs[round] = (double) wall / count;
                bytes = Math.min(bytes, (double) allocated / count);
            }
        }
        return new EngineFigures(count, cpuNs, wallNs, bytes, events, frameBytes, hash);
    }

    private void apply(ExchangeEngine engine, int from, int to) {
        CommandTape tape = this.tape;
        DirectBuffer bytes = tape.bytes();
        for (int i = from; i < to; i++) {
            engine.onCommand(CONNECTION, BEGIN_NS + i * COMMAND_NS, i, bytes, tape.offset(i), tape.length(i));
        }
    }

    /** An engine whose session is established. */
    private ExchangeEngine open() {
        ExchangeEngine engine =
                new ExchangeEngine((buffer, offset, length) -> frameBytes += length, new SilentEgress(), 0);
        byte[] principal = OPERATOR.getBytes(StandardCharsets.US_ASCII);
        engine.onConnectionOpen(CONNECTION, BEGIN_NS, 0, new UnsafeBuffer(principal), 0, principal.length);

        UnsafeBuffer message = new UnsafeBuffer(new byte[MessageLimits.MAX_CLIENT_MESSAGE_LENGTH]);
        GenesisParameters genesis = GenesisParameters.of(1, ClockMode.LOG, OPERATOR);
        engine.onCommand(CONNECTION, BEGIN_NS, 0, message, 0, genesis.encode(message, 0));
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        NegotiateEncoder negotiate = new NegotiateEncoder().wrapAndApplyHeader(message, 0, header);
        negotiate.attachId(1).token(CommandTape.TOKEN).participant(OPERATOR).session(SESSION_NAME);
        submit(engine, message, negotiate.encodedLength());
        EstablishEncoder establish = new EstablishEncoder().wrapAndApplyHeader(message, 0, header);
        establish
                .attachId(1)
                .token(CommandTape.TOKEN)
                .nextReportSeq(1)
                .cancelWindowNs(0)
                .sessionId(CommandTape.SESSION)
                .cancelOnDisconnect(CancelOnDisconnect.NEVER);
        submit(engine, message, establish.encodedLength());
        return engine;
    }

    private static void submit(ExchangeEngine engine, DirectBuffer message, int bodyLength) {
        engine.onCommand(CONNECTION, BEGIN_NS, 0, message, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    /** Nobody listens. */
    private static final class SilentEgress implements EgressSink {
        @Override
        public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onReportsReady(int sessionId) {}

        @Override
        public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {}

        @Override
        public void onDetached(int sessionId) {}
    }
}
