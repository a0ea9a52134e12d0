package org.tallystick.node;

/** How large the buffers of sockets can be: what was measured to be enough, or what the system allows. */
final class SocketBuffers {
    /** Less stalls a log at its full rate. */
    private static final int WANTED = 2 << 20;

    private static final int ALIGNMENT = 1 << 12;

    private SocketBuffers() {}

    static int length() {
        long allowed = Math.min(
                KernelSetting.read("net/core/rmem_max", WANTED), KernelSetting.read("net/core/wmem_max", WANTED));
        return (int) Math.min(WANTED, allowed) & -ALIGNMENT;
    }
}
