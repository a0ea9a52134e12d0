package org.tallystick.client;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The sessions of a connection: found by attach id and by session number, looked at when something is due. A session that
 * is idle costs a look from time to time, however many there are.
 */
final class SessionTable {
    /** Sessions that one poll works on, at most. */
    private static final int WORK_LIMIT = 256;

    private final Set<SessionDialog> all = new LinkedHashSet<>();
    private final Long2ObjectHashMap<SessionDialog> byAttachId = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<SessionDialog> bySessionId = new Int2ObjectHashMap<>();
    private final PriorityQueue<SessionDialog> schedule =
            new PriorityQueue<>((a, b) -> Long.signum(a.scheduledNs - b.scheduledNs));
    private final ArrayDeque<SessionDialog> awake = new ArrayDeque<>();

    void add(SessionDialog dialog, long nowNs) {
        all.add(dialog);
        schedule(dialog, nowNs);
    }

    /** Answers to this attach id are for this dialog from now on. */
    void attachId(long attachId, SessionDialog dialog) {
        byAttachId.remove(dialog.attachId());
        byAttachId.put(attachId, dialog);
    }

    /** The dialog has the session now; one that had it before has lost it. */
    void established(SessionDialog dialog) {
        SessionDialog before = bySessionId.put(dialog.sessionId(), dialog);
        if (before != null && before != dialog) {
            before.onReplaced();
        }
    }

    SessionDialog byAttachId(long attachId) {
        return byAttachId.get(attachId);
    }

    SessionDialog bySessionId(int sessionId) {
        return bySessionId.get(sessionId);
    }

    void wake(SessionDialog dialog) {
        if (!dialog.isQueued) {
            dialog.isQueued = true;
            awake.addLast(dialog);
        }
    }

    /** Tells every session there is; one that is opened meanwhile is not told. */
    void forEach(Consumer<SessionDialog> consumer) {
        List.copyOf(all).forEach(consumer);
    }

    int size() {
        return all.size();
    }

    /** Does what is due, as far as the connection takes it; returns how many sessions were worked on. */
    int poll(long nowNs) {
        SessionDialog dialog;
        while ((dialog = schedule.peek()) != null && nowNs - dialog.scheduledNs >= 0) {
            schedule.poll();
            if (dialog.isOver()) {
                remove(dialog);
            } else {
                if (nowNs - dialog.deadlineNs() >= 0) {
                    wake(dialog);
                }
                schedule(dialog, nowNs);
            }
        }
        int work = 0;
        for (int i = Math.min(awake.size(), WORK_LIMIT); i > 0; i--) {
            dialog = awake.pollFirst();
            dialog.isQueued = false;
            if (!dialog.work(nowNs)) {
                wake(dialog);
                break;
            }
            work++;
        }
        return work;
    }

    /**
     * A deadline may come nearer, but never nearer than the time after which a session repeats itself. So a session is looked
     * at no later than that.
     */
    private void schedule(SessionDialog dialog, long nowNs) {
        long untilNs = dialog.deadlineNs() - nowNs;
        dialog.scheduledNs = nowNs + (untilNs <= 0 ? dialog.retryAfterNs() : Math.min(untilNs, dialog.retryAfterNs()));
        schedule.add(dialog);
    }

    private void remove(SessionDialog dialog) {
        all.remove(dialog);
        byAttachId.remove(dialog.attachId());
        bySessionId.remove(dialog.sessionId(), dialog);
    }
}
