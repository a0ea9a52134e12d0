package org.tallystick.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.engine.event.DecodedText;
import org.tallystick.engine.event.RecordedFrames;

/**
 * An engine and the log that it is given, for tests that read as specifications: what is written with {@link #log} happens
 * when the next question is asked. Events, reports and replies are told once each, in brief: name, then what was done, then
 * the reason where there is one.
 */
final class EngineScenario {
    private static final Pattern WORDS =
            Pattern.compile("(?:execType|phase|reason|cancelReason|rejectReason)=([A-Z_]+)");

    final EngineFixture log;
    final EngineOutput output = new EngineOutput(7);
    final ExchangeEngine engine = output.engine;
    private int inputsApplied;
    private int framesTold;
    private int repliesTold;
    private final long[] reportsTold = new long[20];

    /** Nothing has happened yet. */
    EngineScenario(ClockMode clockMode) {
        log = new EngineFixture(clockMode);
    }

    /** An open market, as {@link EngineFixture#open} leaves it, of which nothing is left to tell. */
    static EngineScenario open(ClockMode clockMode) {
        EngineScenario scenario = new EngineScenario(clockMode);
        scenario.log.open();
        scenario.events();
        scenario.replies();
        scenario.reports(1);
        return scenario;
    }

    /** Lets everything happen that is in the log. */
    EngineScenario apply() {
        while (inputsApplied < log.log.size()) {
            log.log.get(inputsApplied++).apply(engine);
        }
        return this;
    }

    /** The events that are new, in brief. */
    List<String> events() {
        return fullEvents().stream().map(EngineScenario::brief).toList();
    }

    /** The events that are new, with all their fields. */
    List<String> fullEvents() {
        apply();
        List<String> events = new ArrayList<>();
        for (; framesTold < output.frames.size(); framesTold++) {
            RecordedFrames.events(output.frames.get(framesTold)).forEach(event -> events.add(event.text()));
        }
        return events;
    }

    /** The replies of the session layer that are new, in brief. */
    List<String> replies() {
        apply();
        List<String> replies = new ArrayList<>();
        for (; repliesTold < output.replies.size(); repliesTold++) {
            replies.add(brief(DecodedText.of(new UnsafeBuffer(output.replies.get(repliesTold)), 0)));
        }
        return replies;
    }

    /** The reports of a session that are new, in brief. */
    List<String> reports(int sessionId) {
        return fullReports(sessionId).stream().map(EngineScenario::brief).toList();
    }

    /** The reports of a session that are new, with all their fields. */
    List<String> fullReports(int sessionId) {
        apply();
        List<String> reports = new ArrayList<>();
        UnsafeBuffer view = new UnsafeBuffer(0, 0);
        while (engine.pollReport(sessionId, reportsTold[sessionId] + 1, view)) {
            reports.add(DecodedText.of(view, 0));
            reportsTold[sessionId]++;
        }
        return reports;
    }

    long stateHash() {
        return apply().engine.stateHash();
    }

    long marketHash() {
        return apply().engine.marketHash();
    }

    private static String brief(String text) {
        StringBuilder brief = new StringBuilder(text.substring(0, text.indexOf(' ')));
        Matcher words = WORDS.matcher(text);
        while (words.find()) {
            if (!words.group(1).equals("NONE") && !words.group(1).equals("NULL_VAL")) {
                brief.append(' ').append(words.group(1));
            }
        }
        return brief.toString();
    }
}
