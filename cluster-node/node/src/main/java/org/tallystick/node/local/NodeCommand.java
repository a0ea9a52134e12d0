package org.tallystick.node.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tallystick.node.NodeMain;

/** The command that runs a node in a JVM like this one's, in a session of its own. */
final class NodeCommand {
    /**
     * One thread that collects, on a machine whose cores the nodes need themselves. No stop of all threads once a second
     * for want of a reason. No pause by a write of statistics to a file, which would also stay after a kill.
     */
    private static final List<String> FLAGS = List.of(
            "--add-opens",
            "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.util.zip=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+PerfDisableSharedMem",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:GuaranteedSafepointInterval=0");

    /** Heap of a node when it starts, where it may have that much. */
    private static final long FIRST_HEAP_BYTES = 256L << 20;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private NodeCommand() {}

    /**
     * The command.
     *
     * @param heap     greatest heap
     * @param flags    for the JVM; where two contradict, the later counts
     * @param settings file of the node
     */
    static List<String> of(String heap, List<String> flags, Path settings) {
        List<String> command = new ArrayList<>(detached());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS.stream()
                .filter(flag -> !isCollector(flag) || flags.stream().noneMatch(NodeCommand::isCollector))
                .toList());
        command.add("-Xms" + Math.min(FIRST_HEAP_BYTES, bytes(heap)));
        command.add("-Xmx" + heap);
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath());
        command.add(NodeMain.class.getName());
        command.add(settings.toString());
        return command;
    }

    /** Ctrl-C and the end of the caller's terminal must not reach the node. */
    private static List<String> detached() {
        // Without setsid: signals that are ignored stay so in what is executed.
        return Files.isExecutable(SETSID)
                ? List.of(SETSID.toString())
                : List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
    }

    /** A JVM takes one choice of collector only. */
    private static boolean isCollector(String flag) {
        return flag.matches("-XX:\\+Use\\w+GC");
    }

    private static long bytes(String heap) {
        String text = heap.toLowerCase(Locale.ROOT);
        int shift = 10 * (" kmg".indexOf(text.charAt(text.length() - 1)));
        return shift < 0 ? Long.parseLong(text) : Long.parseLong(text.substring(0, text.length() - 1)) << shift;
    }

    /** The caller's, with every entry such that it holds in another folder, too. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
