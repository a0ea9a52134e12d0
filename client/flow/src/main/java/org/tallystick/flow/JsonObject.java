package org.tallystick.flow;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of a command as JSON: fields in the order in which they were put. */
public final class JsonObject {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a text. */
    public JsonObject put(final String name, final String value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a whole number. */
    public JsonObject put(final String name, final long value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a truth value. */
    public JsonObject put(final String name, final boolean value) {
        fields.put(name, value);
        return this;
    }

    /** Adds an exact number of any size. */
    public JsonObject put(final String name, final BigDecimal value) {
        fields.put(name, value.toPlainString());
        return this;
    }

    /** Adds an object. */
    public JsonObject put(final String name, final JsonObject value) {
        fields.put(name, value);
        return this;
    }

    /** Writes the object to a file, whose folder is made where it is missing. */
    public void write(final Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, (this + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        final StringBuilder json = new StringBuilder();
        append(json, "\n");
        return json.toString();
    }

    private void append(final StringBuilder json, final String lineStart) {
        final String inner = lineStart + "  ";
        String separator = "{";
        for (final Map.Entry<String, Object> field : fields.entrySet()) {
            json.append(separator).append(inner);
            quote(json, field.getKey());
            json.append(": ");
            final Object value = field.getValue();
            if (value instanceof JsonObject object) {
                object.append(json, inner);
            } else if (value instanceof String text) {
                quote(json, text);
            } else {
                json.append(value);
            }
            separator = ",";
        }
        json.append(fields.isEmpty() ? "{" : lineStart).append('}');
    }

    private static void quote(final StringBuilder json, final String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format("\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }
}
