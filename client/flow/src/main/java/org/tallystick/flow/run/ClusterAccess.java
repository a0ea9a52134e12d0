package org.tallystick.flow.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionConfig;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamConfig;
import org.tallystick.client.EventStreamReader;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.node.ClientDriver;
import org.tallystick.node.Durability;
import org.tallystick.node.Member;
import org.tallystick.node.Threading;

/** A cluster of nodes in processes of their own, reached over UDP. */
public final class ClusterAccess implements ExchangeAccess {
    /** Of the first connection: an election may be under way. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String ANY_PORT = "aeron:udp?endpoint=localhost:0";
    private static final int EGRESS_STREAM_ID = 102;

    private final List<Member> members;
    private final Durability durability;
    private final ClientDriver driver = ClientDriver.launch(Threading.LOCAL);

    /**
     * Prepares to reach a cluster.
     *
     * @param members    in the order of their ids
     * @param durability that they were started with
     */
    public ClusterAccess(List<Member> members, Durability durability) {
        this.members = members;
        this.durability = durability;
    }

    @Override
    public String mode() {
        return "cluster";
    }

    @Override
    public String durability() {
        return durability.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public ExchangeConnection connect(String principal, ConnectionListener listener) {
        return ExchangeConnection.connect(
                new ConnectionConfig(
                        driver.folder(),
                        "aeron:udp",
                        Member.ingressEndpoints(members),
                        ANY_PORT,
                        EGRESS_STREAM_ID,
                        principal,
                        TIMEOUT,
                        idleStrategy()),
                listener);
    }

    @Override
    public EventStreamReader events(EventHandler handler) {
        List<String> archives = members.stream()
                .map(member -> "aeron:udp?endpoint=" + member.archive())
                .toList();
        return new EventStreamReader(EventStreamConfig.of(driver.folder(), archives), handler);
    }

    @Override
    public IdleStrategy idleStrategy() {
        return new BackoffIdleStrategy(100, 100, 1_000, 100_000);
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(2);
    }

    @Override
    public void close() {
        driver.close();
    }
}
