package org.tallystick.client;

import org.agrona.collections.Int2ObjectHashMap;
import org.tallystick.codecs.DecimalText;
import org.tallystick.codecs.events.AccountDefinedDecoder;
import org.tallystick.codecs.events.InstrumentDefinedDecoder;
import org.tallystick.codecs.events.ParticipantDefinedDecoder;
import org.tallystick.codecs.events.SessionCreatedDecoder;

/**
 * What the numbers in events stand for, as the events said. What was not heard of is shown by its number, and its prices and
 * quantities in their smallest unit.
 */
final class EventNames {
    /** An instrument, or what stands in for one that was not heard of. */
    record InstrumentName(String symbol, int priceDecimals, int qtyDecimals) {
        String price(long value) {
            return DecimalText.toString(value, priceDecimals);
        }

        String quantity(long value) {
            return DecimalText.toString(value, qtyDecimals);
        }
    }

    private final Int2ObjectHashMap<InstrumentName> instruments = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<String> accounts = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<String> participants = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<String> sessions = new Int2ObjectHashMap<>();

    void learn(InstrumentDefinedDecoder event) {
        instruments.put(
                event.instrumentId(), new InstrumentName(event.symbol(), event.priceDecimals(), event.qtyDecimals()));
    }

    void learn(AccountDefinedDecoder event) {
        accounts.put(event.accountId(), event.name());
    }

    void learn(ParticipantDefinedDecoder event) {
        participants.put(event.participantId(), event.name());
    }

    void learn(SessionCreatedDecoder event) {
        sessions.put(event.sessionId(), event.name());
    }

    InstrumentName instrument(int id) {
        InstrumentName known = instruments.get(id);
        return known == null ? new InstrumentName("instrument:" + id, 0, 0) : known;
    }

    /** Name of an account, empty for an anonymous one. */
    String account(int id) {
        String known = accounts.get(id);
        return known == null ? "account:" + id : known;
    }

    String participant(int id) {
        String known = participants.get(id);
        return known == null ? "participant:" + id : known;
    }

    String session(int id) {
        String known = sessions.get(id);
        return known == null ? "session:" + id : known;
    }
}
