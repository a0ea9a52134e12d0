package org.tallystick.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at the machine before any part of a node starts: what would fail later, and half done, is refused at once. */
final class StartChecks {
    /** Room that a node needs on its disk to start: a few segments of log, event stream and snapshot. */
    private static final long LEAST_DISK_BYTES = 512L << 20;

    /** Room that a node's media driver takes in shared memory, and some to spare. */
    private static final long LEAST_SHARED_MEMORY_BYTES = 192L << 20;

    private StartChecks() {}

    /**
     * Checks everything.
     *
     * @throws IllegalStateException saying what is wrong, and what to do
     */
    static void check(NodeConfig config, Path aeronFolder) {
        checkRoom("the data folder", config.folder(), LEAST_DISK_BYTES);
        checkRoom("shared memory", aeronFolder.toAbsolutePath().getParent(), LEAST_SHARED_MEMORY_BYTES);
        if (!config.isSharedMemoryAlone()) {
            checkAddresses(config);
            checkPorts(config.self());
        }
    }

    private static void checkRoom(String what, Path folder, long leastBytes) {
        try {
            Path existing = folder.toAbsolutePath();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            FileStore store = Files.getFileStore(existing);
            if (store.getUsableSpace() < leastBytes) {
                throw new IllegalStateException(what + " " + folder + " has room for " + (store.getUsableSpace() >> 20)
                        + " MiB, a node needs at least " + (leastBytes >> 20));
            }
        } catch (IOException e) {
            throw new IllegalStateException(what + " " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void checkAddresses(NodeConfig config) {
        Set<String> seen = new HashSet<>();
        List<Member> members = config.members();
        for (int id = 0; id < members.size(); id++) {
            Member member = members.get(id);
            for (int port = member.basePort(); port < member.basePort() + Member.PORTS; port++) {
                if (!seen.add(member.host() + ":" + port)) {
                    throw new IllegalStateException("member " + id + " at " + member + " shares port " + port
                            + " with another: each takes " + Member.PORTS + " in a row");
                }
            }
        }
        InetAddress own = resolve(config.self().host());
        if (!config.isOpenNetwork() && !own.isLoopbackAddress()) {
            throw new IllegalStateException(
                    "this node would bind " + config.self().host() + ", which is no loopback"
                            + " address: its clients are not authenticated. On a private network, set openNetwork=true");
        }
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("host '" + host + "' of this member is not known", e);
        }
    }

    private static void checkPorts(Member self) {
        int last = self.basePort() + Member.PORTS - 1;
        long firstEphemeral = KernelSetting.read("net/ipv4/ip_local_port_range", 1 << 16);
        if (last >= firstEphemeral) {
            throw new IllegalStateException("ports " + self.basePort() + " to " + last + " reach into those that the"
                    + " system gives to anybody, from " + firstEphemeral + " on: choose lower ones");
        }
        for (int port = self.basePort(); port <= last; port++) {
            try (DatagramChannel channel = DatagramChannel.open()) {
                channel.bind(new InetSocketAddress(resolve(self.host()), port));
            } catch (IOException e) {
                throw new IllegalStateException(
                        "UDP port " + port + " on " + self.host() + " cannot be bound (" + e.getMessage()
                                + "): another process has it, or the host is not this machine",
                        e);
            }
        }
    }
}
