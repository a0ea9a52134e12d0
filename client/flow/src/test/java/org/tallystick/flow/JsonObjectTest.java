package org.tallystick.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class JsonObjectTest {
    @Test
    void shouldKeepFieldsInOrder() {
        assertEquals(
                """
                {
                  "rows": 5,
                  "by_action": {
                    "NEW": 3
                  },
                  "none": {},
                  "equal": true
                }""",
                new JsonObject()
                        .put("rows", 5)
                        .put("by_action", new JsonObject().put("NEW", 3))
                        .put("none", new JsonObject())
                        .put("equal", true)
                        .toString());
    }

    @Test
    void shouldEscapeText() {
        assertEquals(
                "{\n  \"file\": \"a\\\\b\\\"c\\u000ad\u00e4\"\n}",
                new JsonObject().put("file", "a\\b\"c\nd\u00e4").toString());
    }
}
