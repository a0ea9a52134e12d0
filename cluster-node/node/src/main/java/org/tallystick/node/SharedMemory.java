package org.tallystick.node;

import io.aeron.CommonContext;
import io.aeron.exceptions.DriverTimeoutException;
import java.io.File;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.IoUtil;

/** The folders of nodes' media drivers: each node has its own, in shared memory where the system has it. */
final class SharedMemory {
    private static final String PREFIX = CommonContext.AERON_DIR_PROP_DEFAULT + "-tallystick-";
    private static final Pattern NAME =
            Pattern.compile(Pattern.quote(new File(PREFIX).getName()) + "(\\d+)-[0-9a-f]{8}");
    private static final long DRIVER_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);

    private SharedMemory() {}

    /** A folder that no other node has; its name says whose it is. */
    static String newFolder() {
        return PREFIX + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Removes a folder that {@link #newFolder} named; any other stays. */
    static void remove(Path folder) {
        Path parent = new File(PREFIX).getAbsoluteFile().getParentFile().toPath();
        if (parent.equals(folder.toAbsolutePath().getParent())
                && NAME.matcher(folder.getFileName().toString()).matches()) {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    /** Removes the folders of nodes whose process ended without closing them. */
    static void removeOrphans() {
        File[] folders = new File(PREFIX).getAbsoluteFile().getParentFile().listFiles();
        if (folders == null) {
            return;
        }
        for (File folder : folders) {
            Matcher name = NAME.matcher(folder.getName());
            if (name.matches()
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                    && !isActive(folder)) {
                IoUtil.delete(folder, true);
            }
        }
    }

    /** Whether a driver runs there after all, whose process this one cannot see. */
    private static boolean isActive(File folder) {
        try {
            return CommonContext.isDriverActive(folder, DRIVER_TIMEOUT_MS, message -> {});
        } catch (DriverTimeoutException e) {
            // It died while it started.
            return false;
        }
    }
}
