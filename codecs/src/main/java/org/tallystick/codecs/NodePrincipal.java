package org.tallystick.codecs;

/**
 * The principal under which a node of the cluster speaks to its own cluster: {@code tallystick-node-} and its member id.
 * Names that begin so are reserved: no participant can have one.
 */
public final class NodePrincipal {
    /** What all reserved names begin with. */
    public static final String PREFIX = "tallystick-node-";

    /** What {@link #memberIdOf} answers for the principal of anybody else. */
    public static final int NOT_A_NODE = -1;

    private static final int RADIX = 10;

    private NodePrincipal() {}

    /**
     * The principal of a node.
     *
     * @param memberId 0 to {@link MessageLimits#MAX_MEMBER_ID}
     * @return its principal
     * @throws IllegalArgumentException for any other member id
     */
    public static String of(int memberId) {
        if (memberId < 0 || memberId > MessageLimits.MAX_MEMBER_ID) {
            throw new IllegalArgumentException(
                    "member id " + memberId + ", expected 0 to " + MessageLimits.MAX_MEMBER_ID);
        }
        return PREFIX + memberId;
    }

    /**
     * Whether nobody but a node may have a name.
     *
     * @param name any text
     */
    public static boolean isReserved(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * The node that a principal names.
     *
     * @param principal any text
     * @return its member id, or {@link #NOT_A_NODE} for what is not exactly the principal of a node
     */
    public static int memberIdOf(String principal) {
        int digits = principal.length() - PREFIX.length();
        if (!isReserved(principal) || digits < 1 || digits > 2) {
            return NOT_A_NODE;
        }
        int memberId = 0;
        for (int i = PREFIX.length(); i < principal.length(); i++) {
            int digit = principal.charAt(i) - '0';
            if (digit < 0 || digit >= RADIX) {
                return NOT_A_NODE;
            }
            memberId = memberId * RADIX + digit;
        }
        boolean isCanonical = digits == 1 || memberId >= RADIX;
        return isCanonical && memberId <= MessageLimits.MAX_MEMBER_ID ? memberId : NOT_A_NODE;
    }
}
