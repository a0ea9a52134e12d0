package org.tallystick.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.IdleStrategy;

/**
 * The parts of a node, driven in turn by one thread. A part that has to wait for another drives the others meanwhile,
 * through the idle strategy it was given; a part that waits itself is passed over.
 */
final class DutyCycle {
    private final FailStop failStop;
    private final List<Part> parts = new ArrayList<>();
    private final AtomicLong rounds = new AtomicLong();
    private boolean isClosing;

    DutyCycle(FailStop failStop) {
        this.failStop = failStop;
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
        countRound();
        int work = 0;
        for (int i = 0; i < parts.size(); i++) {
            work += run(parts.get(i));
        }
        check();
        return work;
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
        }
    }

    private static final class Part {
        private final String name;
        private final int every;
        private final Step step;
        private int round;
        private boolean isBusy;

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
