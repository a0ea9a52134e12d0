package org.tallystick.node.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a folder takes on the disk. Java sees only the lengths of files, and a recording's files have holes. */
final class DiskUse {
    private static final int UNIT = 1024;

    private DiskUse() {}

    /** @return bytes, {@link NodeStatus#NONE} where the folder is missing */
    static long of(Path folder) {
        try {
            Process du = new ProcessBuilder("du", "-sk", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = du.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                du.waitFor(10, TimeUnit.SECONDS);
                int digits = 0;
                while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                    digits++;
                }
                return digits == 0 ? NodeStatus.NONE : Long.parseLong(text.substring(0, digits)) * UNIT;
            }
        } catch (IOException e) {
            return NodeStatus.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NodeStatus.NONE;
        }
    }
}
