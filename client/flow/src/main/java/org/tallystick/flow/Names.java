package org.tallystick.flow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tallystick.codecs.entry.InstrumentDefinitionEncoder;

/**
 * Names numbered by first appearance, found by a range of bytes without making a string. Index 0 of a flow's accounts is
 * the empty name, the anonymous account.
 */
public final class Names {
    /** Greatest length of a name or symbol in bytes. */
    public static final int MAX_LENGTH = InstrumentDefinitionEncoder.symbolLength();

    private byte[][] names = new byte[8][];
    private int count;
    /** Index + 1 of a name, or 0; a power of two, at most half full. */
    private int[] table = new int[32];

    private int latest;

    Names() {}

    /** The names of a flow's accounts, of which there is one before the first row is read. */
    static Names ofAccounts() {
        final Names names = new Names();
        names.add(new byte[0], 0, 0);
        return names;
    }

    /**
     * How many names there are.
     *
     * @return their number
     */
    public int count() {
        return count;
    }

    /**
     * The name with an index.
     *
     * @param index from 0
     * @return the name
     * @throws IndexOutOfBoundsException where there is none
     */
    public String name(final int index) {
        return new String(bytes(index), StandardCharsets.US_ASCII);
    }

    /**
     * The index of a name.
     *
     * @param name to find
     * @return its index, or -1
     */
    public int find(final String name) {
        final byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length);
    }

    /** Not to be changed. */
    byte[] bytes(final int index) {
        if (index >= count) {
            throw new IndexOutOfBoundsException("no name " + index + ", there are " + count);
        }
        return names[index];
    }

    int find(final byte[] text, final int start, final int end) {
        // Rows of one symbol follow each other.
        if (latest < count && isAt(latest, text, start, end)) {
            return latest;
        }
        for (int slot = hash(text, start, end); ; slot++) {
            final int index = table[slot & table.length - 1] - 1;
            if (index < 0) {
                return -1;
            }
            if (isAt(index, text, start, end)) {
                latest = index;
                return index;
            }
        }
    }

    /** Adds a name that is not there yet and gives its index. */
    int add(final byte[] text, final int start, final int end) {
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
        }
        names[count++] = Arrays.copyOfRange(text, start, end);
        if (count * 2 > table.length) {
            table = new int[table.length * 2];
            for (int i = 0; i < count; i++) {
                enter(i);
            }
        } else {
            enter(count - 1);
        }
        return count - 1;
    }

    /** Whether the wire can carry the text as a name: 1 to {@link #MAX_LENGTH} printable ASCII characters. */
    static boolean isName(final byte[] text, final int start, final int end) {
        for (int i = start; i < end; i++) {
            if (text[i] < ' ' || text[i] > '~') {
                return false;
            }
        }
        return end > start && end - start <= MAX_LENGTH;
    }

    private void enter(final int index) {
        int slot = hash(names[index], 0, names[index].length);
        while (table[slot & table.length - 1] != 0) {
            slot++;
        }
        table[slot & table.length - 1] = index + 1;
    }

    private boolean isAt(final int index, final byte[] text, final int start, final int end) {
        final byte[] name = names[index];
        if (name.length != end - start) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(final byte[] text, final int start, final int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text[i];
        }
        return (hash * 0x9E3779B9) >>> 8;
    }
}
