package org.tallystick.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.IdleStrategy;

/**
 * The parts of a node, driven in turn by one thread. A part that has to wait for another drives the others meanwhile,
 * through the idle strategy it was given; a part that waits itself is passed over. So one that waits for another which
 * itself waits would wait for ever: after some time that is a failure.
 */
final class DutyCycle {
    private final FailStop failStop;
    private final List<Part> parts = new ArrayList<>();
    private final AtomicLong rounds = new AtomicLong();
    private final long longestWaitNs;
    private boolean isClosing;
    private int depth;

    /**
     * @param failStop  hears what fails
     * @param longestWait of a part within the wait of another
     */
    DutyCycle(FailStop failStop, Duration longestWait) {
        this.failStop = failStop;
        this.longestWaitNs = longestWait.toNanos();
    }

    /** One step of a part; returns how much was done. */
    @FunctionalInterface
    interface Step {
        int run() throws Exception;
    }

    /**
     * Adds a part. It is driven from now on, also while the parts after it start.
     *
     * @param name  for messages about its failure
     * @param every how many rounds it is driven once; it is driven at once whenever another part waits
     * @param step  of the part
     */
    void add(String name, int every, Step step) {
        parts.add(new Part(name, every, step));
    }

    /** One round: every part once, as far as it is due. */
    int run() {
        failStop.check();
        countRound();
        int work = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (++part.round >= part.every) {
                part.round = 0;
                work += run(part);
            }
        }
        failStop.check();
        return work;
    }

    /** From now on only these parts are driven, whatever has failed: the others are being closed. */
    void beginClosing(String... names) {
        isClosing = true;
        parts.removeIf(part -> !List.of(names).contains(part.name));
    }

    /** Drives nothing any more. */
    void end() {
        isClosing = true;
        parts.clear();
    }

    /** Rounds made, those while a part waited included. For any thread. */
    long rounds() {
        return rounds.getAcquire();
    }

    /** The idle strategy of whatever waits on the node's thread: drives all that does not wait. */
    IdleStrategy idleStrategy() {
        return new Idle();
    }

    /** One thread counts, so nothing is locked. */
    private void countRound() {
        rounds.setRelease(rounds.getPlain() + 1);
    }

    private int runOthers() {
        check();
        checkWaits();
        countRound();
        int work = 0;
        for (int i = 0; i < parts.size(); i++) {
            work += run(parts.get(i));
        }
        check();
        return work;
    }

    /** The part that waits is the one that began last; all others that are busy wait for it. */
    private void checkWaits() {
        Part innermost = null;
        Part outer = null;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.isBusy) {
                outer = innermost == null || part.depth > innermost.depth ? innermost : part;
                innermost = innermost == null || part.depth > innermost.depth ? part : innermost;
            }
        }
        if (outer == null || isClosing) {
            return;
        }
        long nowNs = System.nanoTime();
        if (innermost.waitsSinceNs == 0) {
            innermost.waitsSinceNs = nowNs;
        } else if (nowNs - innermost.waitsSinceNs > longestWaitNs) {
            throw failStop.fail(
                    innermost.name, new StuckPartException(TimeUnit.NANOSECONDS.toSeconds(longestWaitNs), outer.name));
        }
    }

    /** Whoever waits got something: it does not wait in vain. */
    private void progress() {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).waitsSinceNs = 0;
        }
    }

    private void check() {
        if (!isClosing) {
            failStop.check();
        }
    }

    private int run(Part part) {
        if (part.isBusy) {
            return 0;
        }
        part.isBusy = true;
        part.depth = depth++;
        part.waitsSinceNs = 0;
        try {
            return part.step.run();
        } catch (Throwable e) {
            if (isClosing) {
                parts.remove(part);
                return 0;
            }
            throw failStop.fail(part.name, e);
        } finally {
            part.isBusy = false;
            depth--;
        }
    }

    private static final class Part {
        private final String name;
        private final int every;
        private final Step step;
        private int round;
        private boolean isBusy;
        private int depth;
        private long waitsSinceNs;

        private Part(String name, int every, Step step) {
            this.name = name;
            this.every = every;
            this.step = step;
        }
    }

    private final class Idle implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            if (workCount <= 0) {
                idle();
            } else {
                progress();
            }
        }

        @Override
        public void idle() {
            if (runOthers() == 0) {
                Thread.yield();
            }
        }

        @Override
        public void reset() {}

        @Override
        public String alias() {
            return "node";
        }
    }
}
