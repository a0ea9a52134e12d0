package org.tallystick.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Makes threads that stay on a core of their own. Linux alone: the kernel names the calling thread in {@code /proc}, and
 * the system's {@code taskset} binds it.
 */
final class PinnedThreads {
    /** Threads of a node that are pinned: sender, receiver, archive, consensus module, service. */
    static final int COUNT = 5;

    private static final Path SELF = Path.of("/proc/thread-self");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final int TIMEOUT_S = 10;

    private final List<Integer> cpus;

    private PinnedThreads(List<Integer> cpus) {
        this.cpus = cpus;
    }

    /**
     * Chooses cores: those that are named, else the last that this process may use, of which the first stays free for
     * everything else.
     *
     * @throws IllegalStateException where there are too few
     */
    static PinnedThreads on(List<Integer> named) {
        List<Integer> allowed = allowed();
        if (named.isEmpty()) {
            if (allowed.size() <= COUNT) {
                throw new IllegalStateException("threading DEDICATED takes " + COUNT + " cores and one to spare, this"
                        + " process may use " + allowed.size() + ": name cores with 'cpus', or choose LOCAL or QUIET");
            }
            return new PinnedThreads(allowed.subList(allowed.size() - COUNT, allowed.size()));
        }
        if (named.size() != COUNT || !allowed.containsAll(named)) {
            throw new IllegalStateException("'cpus' names " + named + ": " + COUNT
                    + " are needed (sender, receiver, archive, consensus, service), each one of " + allowed);
        }
        return new PinnedThreads(named);
    }

    /** Makes threads that bind themselves to a core when they begin. */
    ThreadFactory factory(int index, String name) {
        int cpu = cpus.get(index);
        return runnable -> {
            Thread thread = new Thread(
                    () -> {
                        bind(cpu);
                        runnable.run();
                    },
                    name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static void bind(int cpu) {
        try {
            String thread = Files.readSymbolicLink(SELF).getFileName().toString();
            Process taskset = new ProcessBuilder("taskset", "-p", "-c", Integer.toString(cpu), thread)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!taskset.waitFor(TIMEOUT_S, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
                throw new IllegalStateException("taskset does not bind thread " + thread + " to core " + cpu);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a thread cannot be bound to core " + cpu + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Integer> allowed() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(ALLOWED)) {
                    return parse(line.substring(ALLOWED.length()).strip());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("threading DEDICATED works on Linux only: " + e.getMessage(), e);
        }
        throw new IllegalStateException(STATUS + " does not say which cores this process may use");
    }

    /** Reads a list like {@code 0-3,8}. */
    static List<Integer> parse(String list) {
        List<Integer> cpus = new ArrayList<>();
        for (String range : list.split(",")) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt((dash < 0 ? range : range.substring(0, dash)).strip());
            int last = dash < 0
                    ? first
                    : Integer.parseInt(range.substring(dash + 1).strip());
            for (int cpu = first; cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }
}
