package org.tallystick.perf.cluster;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What else the machine had to do while something was measured: its load average over the last minute, begin and end. */
public final class MachineLoad {
    private final double atBegin = now();

    /** The machine, and its load when this was made and now. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d processors, load average %.1f at the beginning, %.1f at the end; Java %s",
                Runtime.getRuntime().availableProcessors(),
                atBegin,
                now(),
                Runtime.version());
    }

    private static double now() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
