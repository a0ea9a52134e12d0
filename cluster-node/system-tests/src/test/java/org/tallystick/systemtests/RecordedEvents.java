package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamReader;
import org.tallystick.client.EventText;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.OrderAcceptedDecoder;
import org.tallystick.flow.run.ClusterAccess;

/** The event stream of a cluster, as a consumer reads it. */
final class RecordedEvents implements EventHandler {
    private final EventText text = new EventText();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final List<String> lines = new ArrayList<>();
    private final List<Long> acceptedOrders = new ArrayList<>();

    private RecordedEvents() {}

    /** Reads up to an event. */
    static RecordedEvents read(ClusterAccess access, long untilSeq) {
        RecordedEvents events = new RecordedEvents();
        try (EventStreamReader reader = access.events(events)) {
            assertTrue(
                    reader.pollUntil(untilSeq, Polling.TIMEOUT),
                    () -> "event " + untilSeq + " is read, so far until " + (reader.nextSeq() - 1) + ", "
                            + reader.lastFailure());
        }
        assertEquals(untilSeq, events.lines.size(), "every event once");
        return events;
    }

    @Override
    public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
        lines.add(text.render(seq, templateId, buffer, offset));
        if (templateId == OrderAcceptedDecoder.TEMPLATE_ID) {
            acceptedOrders.add(
                    accepted.wrapAndApplyHeader(buffer, offset, header).order().clOrdId());
        }
    }

    /** Client order ids of the orders that were accepted, in order. */
    List<Long> acceptedOrders() {
        return acceptedOrders;
    }

    /** The events as text, the first is event 1. */
    List<String> lines() {
        return lines;
    }

    /** The events whose text has something in it. */
    List<String> lines(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return lines.stream().filter(line -> pattern.matcher(line).find()).toList();
    }

    /** A number that stands in a line. */
    static long number(String line, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(line);
        assertTrue(matcher.find(), () -> regex + " in " + line);
        return Long.parseLong(matcher.group(1));
    }
}
