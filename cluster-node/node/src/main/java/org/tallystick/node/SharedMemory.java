package org.tallystick.node;

import io.aeron.CommonContext;
import java.io.File;
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

    /** Removes the folder of one node; any other folder stays. */
    static void remove(File folder) {
        if (NAME.matcher(folder.getName()).matches()) {
            IoUtil.delete(folder, true);
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
                    && !CommonContext.isDriverActive(folder, DRIVER_TIMEOUT_MS, message -> {})) {
                IoUtil.delete(folder, true);
            }
        }
    }
}
