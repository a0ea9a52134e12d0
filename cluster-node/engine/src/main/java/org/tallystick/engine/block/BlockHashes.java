package org.tallystick.engine.block;

import org.tallystick.codecs.MessageLimits;

/** The hashes that the members of the cluster stated of one block, one each, and how their votes stand. */
public final class BlockHashes {
    private final long[] hashes = new long[MessageLimits.MAX_MEMBER_ID + 1];
    private long block;
    private int memberCount;
    /** One bit a member that stated a hash. */
    private int members;

    private int mostVotes;
    private long mostVoted;
    private int differentHashes;

    BlockHashes() {}

    void begin(long newBlock) {
        block = newBlock;
        memberCount = 0;
        members = 0;
        mostVotes = 0;
        mostVoted = 0;
        differentHashes = 0;
    }

    /** Takes a member's first statement; where members state different sizes of the cluster, the greatest counts. */
    void add(int memberId, int statedMemberCount, long hash) {
        members |= 1 << memberId;
        hashes[memberId] = hash;
        memberCount = Math.max(memberCount, Math.max(statedMemberCount, reported()));
        count();
    }

    private void count() {
        mostVotes = 0;
        differentHashes = 0;
        for (int member = 0; member < hashes.length; member++) {
            if (hasStated(member)) {
                int votes = votesFrom(member);
                differentHashes += votes > 0 ? 1 : 0;
                if (votes > mostVotes) {
                    mostVotes = votes;
                    mostVoted = hashes[member];
                }
            }
        }
    }

    /** Votes for a member's hash, counted once for each hash: 0 where a member with a lower id states it, too. */
    private int votesFrom(int member) {
        int votes = 0;
        for (int other = 0; other < hashes.length; other++) {
            if (hasStated(other) && hashes[other] == hashes[member]) {
                if (other < member) {
                    return 0;
                }
                votes++;
            }
        }
        return votes;
    }

    /** Whether more than half of the members state the same hash. */
    boolean hasMajority() {
        return 2 * mostVotes > memberCount;
    }

    /** The hash of the majority, where there is one. */
    long majorityHash() {
        return mostVoted;
    }

    /** Whether no hash can have a majority, whatever the other members will state. */
    boolean isDisputed() {
        return 2 * (mostVotes + memberCount - reported()) <= memberCount;
    }

    int differentHashes() {
        return differentHashes;
    }

    /** Number of the block, 0 where none has begun. */
    public long block() {
        return block;
    }

    /** Members of the cluster, as stated. */
    public int memberCount() {
        return memberCount;
    }

    /** How many members stated a hash. */
    public int reported() {
        return Integer.bitCount(members);
    }

    /**
     * Whether a member stated a hash.
     *
     * @param memberId 0 to {@link MessageLimits#MAX_MEMBER_ID}
     */
    public boolean hasStated(int memberId) {
        return (members >>> memberId & 1) != 0;
    }

    /**
     * What a member stated, where it did.
     *
     * @param memberId 0 to {@link MessageLimits#MAX_MEMBER_ID}
     */
    public long hash(int memberId) {
        return hashes[memberId];
    }
}
