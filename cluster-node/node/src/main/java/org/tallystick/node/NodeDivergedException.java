package org.tallystick.node;

/** The majority of the cluster has other hashes than this node: its state, or its software, is not theirs. */
final class NodeDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeDivergedException(int memberId, long block) {
        super("the majority of the cluster differs from this node, member " + memberId + ", from block " + block
                + " on: what it says must not be trusted. Seed its folder anew (tally cluster reseed)");
    }
}
