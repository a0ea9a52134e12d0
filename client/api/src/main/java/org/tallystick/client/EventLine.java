package org.tallystick.client;

import java.util.Locale;

/** A line of text about an event while it is put together, word by word. */
final class EventLine {
    private static final int SHARD_SHIFT = 51;
    private static final long COUNTER_MASK = (1L << SHARD_SHIFT) - 1;

    private final StringBuilder text = new StringBuilder();

    void begin() {
        text.setLength(0);
    }

    /** Appends as it is. */
    EventLine append(Object part) {
        text.append(part);
        return this;
    }

    /** An order's or trade's number, behind its shard where that is not 0. */
    void number(long id) {
        long shard = id >>> SHARD_SHIFT;
        text.append(" #");
        if (shard != 0) {
            text.append(shard).append('-');
        }
        text.append(id & COUNTER_MASK);
    }

    void word(Object word) {
        text.append(' ').append(word);
    }

    void field(String name, Object value) {
        text.append(' ').append(name).append('=').append(value);
    }

    /** Adds a name to a list with plus signs between. */
    static void add(StringBuilder text, boolean isSet, String name) {
        if (isSet) {
            text.append(text.length() == 0 ? "" : "+").append(name);
        }
    }

    static String hex(long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
