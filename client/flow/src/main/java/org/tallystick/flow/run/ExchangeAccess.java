package org.tallystick.flow.run;

import java.time.Duration;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamReader;
import org.tallystick.client.ExchangeConnection;

/** An exchange behind a log, wherever it runs: how a flow reaches it, and how its event stream is read. */
public interface ExchangeAccess extends AutoCloseable {
    /**
     * Name of the mode.
     *
     * @return as in {@code summary.json}
     */
    String mode();

    /**
     * What an acknowledged command survives.
     *
     * @return {@code disk} or {@code memory}
     */
    String durability();

    /**
     * Connects as a participant.
     *
     * @param principal name of the participant
     * @param listener  hears what concerns no session
     * @return the connection
     */
    ExchangeConnection connect(String principal, ConnectionListener listener);

    /**
     * Reads the event stream from its beginning.
     *
     * @param handler takes the events
     * @return the reader
     */
    EventStreamReader events(EventHandler handler);

    /**
     * What to call while waiting for the exchange.
     *
     * @return an idle strategy for one thread
     */
    IdleStrategy idleStrategy();

    /**
     * How long an answer may take, elections and restarts of nodes included, before the exchange is given up.
     *
     * @return the time
     */
    Duration patience();

    @Override
    void close();
}
