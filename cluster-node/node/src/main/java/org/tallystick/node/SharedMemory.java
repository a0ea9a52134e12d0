package org.tallystick.node;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
                    && isDead(folder)) {
                IoUtil.delete(folder, true);
            }
        }
    }

    /** A process that was killed while its driver started has left a file without a version: Aeron waits for it, and fails. */
    private static boolean isDead(File folder) {
        File file = new File(folder, CncFileDescriptor.CNC_FILE);
        if (file.exists() && !hasVersion(file)) {
            return System.currentTimeMillis() - file.lastModified() > DRIVER_TIMEOUT_MS;
        }
        return !CommonContext.isDriverActive(folder, DRIVER_TIMEOUT_MS, message -> {});
    }

    private static boolean hasVersion(File file) {
        try (InputStream in = Files.newInputStream(file.toPath())) {
            for (byte each : in.readNBytes(CncFileDescriptor.cncVersionOffset(0) + Integer.BYTES)) {
                if (each != 0) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            // Another process has removed it meanwhile.
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
