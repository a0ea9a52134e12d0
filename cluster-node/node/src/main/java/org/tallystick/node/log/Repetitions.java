package org.tallystick.node.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what is said again and again from filling a log: of one kind, one line is let through in {@value #WINDOW_S}
 * seconds, the others are counted. Kinds are told apart up to a bound; beyond it, what is new is one kind together.
 */
final class Repetitions {
    static final int WINDOW_S = 10;
    static final int MAX_KINDS = 64;

    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(WINDOW_S);
    private static final String OTHERS = "others";

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private static final class Kind {
        private final long beganNs;
        private String last;
        private long more;

        private Kind(long beganNs) {
            this.beganNs = beganNs;
        }
    }

    /** Whether a line is to be written; else it is counted. */
    synchronized boolean isFirst(String text, long nowNs) {
        String name = kindOf(text);
        if (!kinds.containsKey(name) && kinds.size() >= MAX_KINDS) {
            name = OTHERS;
        }
        Kind kind = kinds.get(name);
        if (kind == null) {
            kinds.put(name, new Kind(nowNs));
            return true;
        }
        kind.last = text;
        kind.more++;
        return false;
    }

    /** What was counted in windows that are over, one line for each kind; their kinds begin anew. */
    synchronized List<String> over(long nowNs) {
        return remove(nowNs, WINDOW_NS);
    }

    /** What was counted until now. */
    synchronized List<String> all(long nowNs) {
        return remove(nowNs, 0);
    }

    private List<String> remove(long nowNs, long leastAgeNs) {
        List<String> lines = new ArrayList<>();
        kinds.values().removeIf(kind -> {
            if (nowNs - kind.beganNs < leastAgeNs) {
                return false;
            }
            if (kind.more > 0) {
                lines.add(kind.more + " more of this kind, the last: " + kind.last);
            }
            return true;
        });
        return lines;
    }

    /** Numbers differ from one time to the next: positions, ids, addresses. */
    private static String kindOf(String text) {
        return text.replaceAll("[0-9]+", "#");
    }
}
