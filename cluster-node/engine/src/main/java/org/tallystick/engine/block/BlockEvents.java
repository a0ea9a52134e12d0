package org.tallystick.engine.block;

/** What the comparison of the nodes' block hashes finds, one method an event, called in the order in which it is found. */
public interface BlockEvents {
    /**
     * A member states another hash than the majority.
     *
     * @param memberId     the member
     * @param block        first block from which it is found to differ
     * @param hash         what it states
     * @param majorityHash what more than half of the members state
     */
    void nodeDiverged(int memberId, long block, long hash, long majorityHash);

    /**
     * A member that differed states the majority's hash again.
     *
     * @param memberId the member
     * @param block    first block from which it agrees
     * @param hash     what it states
     */
    void nodeAgreed(int memberId, long block, long hash);

    /**
     * No hash of a block can have a majority any more; not said again before a block has one.
     *
     * @param block       the block
     * @param reported    members that stated a hash
     * @param hashes      different hashes that they stated
     * @param memberCount members of the cluster
     */
    void blockDisputed(long block, int reported, int hashes, int memberCount);
}
