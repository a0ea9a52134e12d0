package org.tallystick.flow.run;

import java.time.Duration;
import java.util.Locale;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamReader;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.embedded.EmbeddedConfig;
import org.tallystick.embedded.EmbeddedExchange;

/** An exchange of one node in this process, which lives as long as this. */
public final class EmbeddedAccess implements ExchangeAccess {
    private final EmbeddedExchange exchange;

    /**
     * Starts the exchange.
     *
     * @param config durability and folder of its data; all is done on one thread
     */
    public EmbeddedAccess(EmbeddedConfig config) {
        exchange = EmbeddedExchange.launch(config.threading(EmbeddedConfig.Threading.CALLER));
    }

    @Override
    public String mode() {
        return "embedded";
    }

    @Override
    public String durability() {
        return exchange.config().durability().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public ExchangeConnection connect(String principal, ConnectionListener listener) {
        return exchange.connect(principal, listener);
    }

    @Override
    public EventStreamReader events(EventHandler handler) {
        return exchange.events(handler);
    }

    @Override
    public IdleStrategy idleStrategy() {
        return exchange.idleStrategy();
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
