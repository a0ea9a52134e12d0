package org.tallystick.engine.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;

/** Random lives of a few sessions under cancel-on-disconnect, held against a model that looks at all of them each time. */
public final class RandomWindows {
    private static final int SESSIONS = 5;
    private static final int CONNECTIONS = 3;
    private static final int STEPS = 300;
    private static final long SECOND = 1_000_000_000L;
    private static final long[] WINDOWS = {0, 1, SECOND / 10, SECOND / 2, 3 * SECOND, 60 * SECOND, 3600 * SECOND};
    private static final long[] JUMPS = {0, 1, SECOND / 10, SECOND / 10, SECOND, 5 * SECOND, 100_000 * SECOND};
    private static final CancelOnDisconnect[] MODES =
            Stream.of(CancelOnDisconnect.values()).limit(4).toArray(CancelOnDisconnect[]::new);

    /** A session as the model knows it. */
    private static final class Known {
        private final int id;
        private int connection = -1;
        private CancelOnDisconnect mode = CancelOnDisconnect.NEVER;
        private long windowNs;
        private Long endNs;

        Known(int id) {
            this.id = id;
        }
    }

    private final Random random;
    private final boolean flow;
    private final List<Known> sessions = new ArrayList<>();
    private final long[] connections = new long[CONNECTIONS];
    private final List<String> expected = new ArrayList<>();
    private SessionLayer layer;
    private long nextConnection = 10;
    private long attachId;
    private long timeNs = 1000 * SECOND;
    private long patienceNs;
    private long seenNs = timeNs;

    private RandomWindows(int seed) {
        random = new Random(seed);
        flow = seed % 3 == 0;
    }

    /** What was expected and not seen in the first of so many lives that went wrong, or null where none did. */
    public static String look(int seeds) {
        for (int seed = 1; seed <= seeds; seed++) {
            String difference;
            try {
                difference = new RandomWindows(seed).live();
            } catch (RuntimeException thrown) {
                difference = thrown.toString();
            }
            if (difference != null) {
                return "seed " + seed + ", " + difference;
            }
        }
        return null;
    }

    private String live() {
        layer = SessionLayer.withParticipants(flow ? ClockMode.FLOW : ClockMode.LOG, timeNs);
        for (int i = 0; i < CONNECTIONS; i++) {
            open(i);
        }
        for (int id = 1; id <= SESSIONS; id++) {
            sessions.add(new Known(id));
            attach(sessions.get(id - 1));
        }
        layer.said();
        for (int step = 0; step < STEPS; step++) {
            String done = step();
            List<String> seen =
                    layer.said().stream().filter(line -> line.contains("ancel")).toList();
            if (!seen.equals(expected)) {
                return "step " + step + ", " + done + ": expected " + expected + ", but was " + seen;
            }
            expected.clear();
        }
        return null;
    }

    private String step() {
        Known session = sessions.get(random.nextInt(SESSIONS));
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                attach(session);
                return "attach " + session.id;
            }
            case 2 -> {
                negotiate(session, connections[random.nextInt(CONNECTIONS)]);
                return "negotiate " + session.id;
            }
            case 3 -> {
                close(random.nextInt(CONNECTIONS));
                return "close";
            }
            case 4 -> {
                terminate(session);
                return "terminate " + session.id;
            }
            case 5 -> {
                pass(JUMPS[random.nextInt(JUMPS.length)]);
                return "pass";
            }
            case 6 -> {
                newTerm();
                return "new term";
            }
            case 7 -> {
                restore();
                return "restore";
            }
            default -> {
                timer(1 + random.nextInt(3));
                return "timer";
            }
        }
    }

    private void open(int index) {
        connections[index] = nextConnection++;
        layer.open(connections[index], "alice");
    }

    private void negotiate(Known session, long connection) {
        layer.sessions.negotiate(connection, ++attachId, 7, "alice", "s" + session.id);
    }

    private void attach(Known session) {
        session.connection = random.nextInt(CONNECTIONS);
        session.mode = MODES[random.nextInt(MODES.length)];
        session.windowNs = WINDOWS[random.nextInt(WINDOWS.length)];
        session.endNs = null;
        long connection = connections[session.connection];
        negotiate(session, connection);
        layer.sessions.establish(connection, session.id, attachId, 7, 1, session.mode, session.windowNs);
    }

    private void close(int index) {
        layer.sessions.onClose(connections[index]);
        boolean ended = false;
        for (Known session : sessions) {
            if (session.connection == index) {
                ended |= detached(session, CancelOnDisconnect.DISCONNECT);
            }
        }
        if (ended) {
            expected.add("begin cancels");
        }
        open(index);
    }

    private void terminate(Known session) {
        if (session.connection >= 0) {
            layer.sessions.terminate(connections[session.connection], session.id, 7);
            if (detached(session, CancelOnDisconnect.TERMINATE)) {
                expected.add("begin cancels");
            }
        }
    }

    /** Answers whether the orders of the session are cancelled at once. */
    private boolean detached(Known session, CancelOnDisconnect cause) {
        session.connection = -1;
        if (session.mode != cause && session.mode != CancelOnDisconnect.BOTH) {
            return false;
        }
        if (session.windowNs == 0) {
            expectEnd(session);
            return true;
        }
        session.endNs = nowNs() + session.windowNs;
        expected.add("event cancelWindowStarted " + session.id + " window " + session.windowNs);
        return false;
    }

    private void expectEnd(Known session) {
        session.endNs = null;
        expected.add("event cancelWindowEnded " + session.id);
        expected.add("cancel orders of " + session.id);
    }

    private long nowNs() {
        return flow ? timeNs : patienceNs + Math.min(SECOND, timeNs - seenNs);
    }

    private void pass(long ns) {
        timeNs += ns;
        layer.engineTimeNs = timeNs;
        if (flow) {
            layer.sessions.onFlowTime();
            if (expectEnds(SESSIONS)) {
                expected.add("begin cancels");
            }
        }
    }

    private void timer(int most) {
        if (!flow) {
            pass(JUMPS[random.nextInt(JUMPS.length)]);
        }
        layer.sessions.onTimer(most);
        if (!flow) {
            patienceNs = nowNs();
            seenNs = timeNs;
            expectEnds(most);
        }
        layer.journal.forgetCancels();
    }

    private boolean expectEnds(int most) {
        List<Known> over = sessions.stream()
                .filter(session -> session.endNs != null && session.endNs <= nowNs())
                .sorted(Comparator.<Known>comparingLong(session -> session.endNs)
                        .thenComparing(session -> session.id))
                .limit(most)
                .toList();
        over.forEach(this::expectEnd);
        return !over.isEmpty();
    }

    private void newTerm() {
        layer.sessions.onNewTerm();
        seenNs = timeNs;
        int running = 0;
        for (Known session : sessions) {
            if (session.endNs != null) {
                session.endNs = nowNs() + session.windowNs;
                running++;
            }
        }
        if (running > 0) {
            expected.add("event cancelWindowsRestarted " + running);
        }
    }

    private void restore() {
        SessionLayer saved = layer;
        layer = new SessionLayer(flow ? ClockMode.FLOW : ClockMode.LOG, timeNs);
        PatienceClock clock = saved.sessions.clock();
        if (!layer.sessions.clock().restore(clock.patienceNs(), clock.seenTimeNs())) {
            expected.add("a clock that can be restored");
        }
        layer.read(saved.snapshot());
    }
}
