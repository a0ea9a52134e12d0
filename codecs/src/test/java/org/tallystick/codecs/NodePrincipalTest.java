package org.tallystick.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePrincipalTest {
    @Test
    void shouldNameEveryMember() {
        for (int memberId = 0; memberId <= MessageLimits.MAX_MEMBER_ID; memberId++) {
            String principal = NodePrincipal.of(memberId);
            assertEquals(memberId, NodePrincipal.memberIdOf(principal));
            assertTrue(NodePrincipal.isReserved(principal));
            assertTrue(principal.length() <= MessageLimits.MAX_NAME_LENGTH);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 32})
    void shouldNameNobodyElse(int memberId) {
        assertThrows(IllegalArgumentException.class, () -> NodePrincipal.of(memberId));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OPS",
                "tallystick-node",
                "tallystick-node-",
                "tallystick-node-32",
                "tallystick-node-00",
                "tallystick-node-07",
                "tallystick-node-1 ",
                "tallystick-node-x",
                "tallystick-node-100",
                "tallystick-node--1",
                "Tallystick-node-1"
            })
    void shouldKnowNoNodeByAnotherName(String principal) {
        assertEquals(NodePrincipal.NOT_A_NODE, NodePrincipal.memberIdOf(principal));
    }
}
