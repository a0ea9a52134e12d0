package org.tallystick.engine;

import java.util.function.LongSupplier;
import org.tallystick.engine.event.EventSink;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.Orders;
import org.tallystick.engine.session.Accounts;
import org.tallystick.engine.session.Connections;
import org.tallystick.engine.session.Participants;
import org.tallystick.engine.session.PatienceClock;
import org.tallystick.engine.session.RingBudget;
import org.tallystick.engine.session.SessionOrders;
import org.tallystick.engine.session.SessionReplies;
import org.tallystick.engine.session.Sessions;

/** Participants, accounts, sessions and the market, within the bounds of a genesis; empty and unused before there is one. */
public final class Venue {
    private final Genesis genesis;
    private final Participants participants;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Exchange exchange;

    Venue(
            Genesis genesis,
            Connections connections,
            Orders orders,
            long indexSeed,
            EventSink events,
            SessionReplies replies,
            EgressSink egress,
            LongSupplier engineTimeNs) {
        this.genesis = genesis;
        exchange = new Exchange(orders, indexSeed, events);
        exchange.begin(
                genesis.shard(),
                genesis.clockMode(),
                genesis.maxInstruments(),
                genesis.maxOpenOrders(),
                genesis.maxFillsPerCommand(),
                genesis.maxWorkPerStep());
        exchange.boundAuctions(genesis.maxAuctionOrders());
        participants = new Participants(genesis.maxParticipants());
        accounts = new Accounts(genesis.maxAccounts(), participants);
        sessions = new Sessions(
                genesis.maxSessions(),
                new RingBudget(genesis.ringBytesPerSession(), genesis.ringBytesTotal(), genesis.maxSessions()),
                participants,
                connections,
                events,
                replies,
                egress,
                new PatienceClock(genesis.clockMode(), engineTimeNs),
                new Cancels());
    }

    /** The market's side of cancel-on-disconnect. */
    private final class Cancels implements SessionOrders {
        @Override
        public void cancelOrdersOf(int sessionId) {
            exchange.cancelOnDisconnect(sessionId);
        }

        @Override
        public void beginCancels() {
            exchange.beginCancels();
        }
    }

    /** What the genesis fixed. */
    public Genesis genesis() {
        return genesis;
    }

    /** The participants. */
    public Participants participants() {
        return participants;
    }

    /** Their accounts. */
    public Accounts accounts() {
        return accounts;
    }

    /** Their sessions. */
    public Sessions sessions() {
        return sessions;
    }

    /** The market. */
    public Exchange exchange() {
        return exchange;
    }
}
