package org.tallystick.engine.session;

import org.agrona.DirectBuffer;

/** The names of participants, accounts and sessions: 1 to {@value #MAX_LENGTH} characters of printable ASCII. */
final class Names {
    static final int MAX_LENGTH = 24;

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private Names() {}

    static boolean isName(String text) {
        return !text.isEmpty() && isNameOrEmpty(text);
    }

    static boolean isNameOrEmpty(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < FIRST_PRINTABLE || text.charAt(i) > LAST_PRINTABLE) {
                return false;
            }
        }
        return true;
    }

    /** The name that these bytes are, or the empty text where they are none. */
    static String read(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > MAX_LENGTH) {
            return "";
        }
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = (char) (buffer.getByte(offset + i) & 0xFF);
        }
        String name = new String(text);
        return isName(name) ? name : "";
    }
}
