package org.tallystick.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A number that the Linux kernel shows under {@code /proc/sys}. */
final class KernelSetting {
    private static final Path ROOT = Path.of("/proc/sys");

    private KernelSetting() {}

    /** The first number of a setting, or another value where the system has none. */
    static long read(String name, long otherwise) {
        // Such a file gives its content to the first read alone: one that reads it byte by byte gets one digit.
        try (BufferedReader reader = Files.newBufferedReader(ROOT.resolve(name))) {
            String line = reader.readLine();
            return line == null ? otherwise : Long.parseLong(line.strip().split("\\s+")[0]);
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
    }
}
