package org.tallystick.flow;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The words that a column may hold, each with the value it means. */
final class Words<T> {
    private final byte[][] words;
    private final List<T> values;
    private final String expected;

    /** Takes the values of an enumeration whose names are the words. */
    static <E extends Enum<E>> Words<E> ofNames(final List<E> values) {
        return new Words<>(values.stream().map(Enum::name).toList(), values);
    }

    Words(final List<String> words, final List<T> values) {
        this.words = words.stream()
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.values = values;
        this.expected = "one of " + String.join(", ", words);
    }

    /** What the bytes mean, or null. */
    T find(final byte[] text, final int start, final int end) {
        for (int i = 0; i < words.length; i++) {
            if (isWord(words[i], text, start, end)) {
                return values.get(i);
            }
        }
        return null;
    }

    /** The word for a value. */
    byte[] word(final T value) {
        return words[values.indexOf(value)];
    }

    /** All words, for a message. */
    String expected() {
        return expected;
    }

    private static boolean isWord(final byte[] word, final byte[] text, final int start, final int end) {
        if (word.length != end - start) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (word[i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }
}
