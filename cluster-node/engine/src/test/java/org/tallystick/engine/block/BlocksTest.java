package org.tallystick.engine.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.RejectReason;

/** Given what the nodes stated of blocks, these are the findings. */
class BlocksTest implements BlockEvents {
    private static final long GOOD = 111;
    private static final long BAD = 222;
    private static final long WORSE = 333;

    private final List<String> found = new ArrayList<>();
    private final Blocks blocks = new Blocks(this);

    private void end(int count) {
        for (int i = 0; i < count; i++) {
            blocks.onBlockEnd(GOOD);
        }
    }

    private void of3(int member, long block, long hash) {
        assertEquals(RejectReason.NONE, blocks.report(member, 3, block, hash));
    }

    private List<String> found() {
        List<String> news = List.copyOf(found);
        found.clear();
        return news;
    }

    @Test
    void shouldFindTheMemberThatDiffersOnceThereIsAMajority() {
        end(3);
        of3(2, 3, BAD);
        of3(0, 3, GOOD);
        assertEquals(List.of(), found());
        assertEquals(Blocks.NONE, blocks.divergedBlock(2));

        of3(1, 3, GOOD);
        assertEquals(List.of("diverged 2 at 3: 222, not 111"), found());
        assertEquals(3, blocks.divergedBlock(2));
        assertEquals(3, blocks.judgedBlock(2));
        assertEquals(3, blocks.judgedBlock());
    }

    @Test
    void shouldFindAMemberThatStatesItsHashLate() {
        end(1);
        of3(0, 1, GOOD);
        of3(1, 1, GOOD);
        of3(2, 1, BAD);
        assertEquals(List.of("diverged 2 at 1: 222, not 111"), found());
    }

    @Test
    void shouldSayOnceThatAMemberDiffers() {
        end(5);
        for (int block = 1; block <= 5; block++) {
            of3(0, block, GOOD);
            of3(1, block, GOOD);
            of3(2, block, BAD + block);
        }
        assertEquals(List.of("diverged 2 at 1: 223, not 111"), found());
        assertEquals(1, blocks.divergedBlock(2));
        assertEquals(5, blocks.judgedBlock(2));
    }

    @Test
    void shouldLetARepairedMemberAgreeAgain() {
        end(3);
        for (int block = 1; block <= 3; block++) {
            of3(0, block, GOOD);
            of3(1, block, GOOD);
            of3(2, block, block == 3 ? GOOD : BAD);
        }
        assertEquals(List.of("diverged 2 at 1: 222, not 111", "agreed 2 at 3: 111"), found());
        assertEquals(Blocks.NONE, blocks.divergedBlock(2));

        end(1);
        of3(2, 4, WORSE);
        of3(0, 4, GOOD);
        of3(1, 4, GOOD);
        assertEquals(List.of("diverged 2 at 4: 333, not 111"), found());
    }

    /** The log brings a member's blocks in order, but their majorities may come in any. */
    @Test
    void shouldJudgeAMemberByRisingBlocksOnly() {
        end(2);
        of3(2, 1, BAD);
        of3(2, 2, GOOD);
        of3(0, 2, GOOD);
        of3(1, 2, GOOD);
        of3(0, 1, GOOD);
        of3(1, 1, GOOD);
        assertEquals(List.of(), found());
        assertEquals(Blocks.NONE, blocks.divergedBlock(2));
        assertEquals(2, blocks.judgedBlock());
    }

    @Test
    void shouldTellSeveralMembersApart() {
        end(1);
        for (int member : new int[] {4, 3, 0, 1, 2}) {
            assertEquals(RejectReason.NONE, blocks.report(member, 5, 1, member < 3 ? GOOD : BAD));
        }
        assertEquals(List.of("diverged 3 at 1: 222, not 111", "diverged 4 at 1: 222, not 111"), found());
    }

    @Test
    void shouldNeedMoreThanHalfOfAnEvenNumberOfMembers() {
        end(1);
        assertEquals(RejectReason.NONE, blocks.report(0, 4, 1, GOOD));
        assertEquals(RejectReason.NONE, blocks.report(1, 4, 1, GOOD));
        assertEquals(RejectReason.NONE, blocks.report(2, 4, 1, BAD));
        assertEquals(List.of(), found());
        assertEquals(RejectReason.NONE, blocks.report(3, 4, 1, BAD));
        assertEquals(List.of("disputed 1: 2 hashes of 4 of 4"), found());
        assertEquals(1, blocks.disputedBlock());
    }

    @Test
    void shouldFindADisputeAsSoonAsNoMajorityIsPossible() {
        end(1);
        for (int member = 0; member < 3; member++) {
            assertEquals(RejectReason.NONE, blocks.report(member, 5, 1, member));
        }
        assertEquals(List.of(), found());
        assertEquals(RejectReason.NONE, blocks.report(3, 5, 1, 3));
        assertEquals(List.of("disputed 1: 4 hashes of 4 of 5"), found());
        assertEquals(RejectReason.NONE, blocks.report(4, 5, 1, 3));
        assertEquals(List.of(), found());
    }

    @Test
    void shouldSayADisputeOnceUntilItEnds() {
        end(4);
        for (int block = 1; block <= 4; block++) {
            of3(0, block, GOOD);
            of3(1, block, block == 3 ? GOOD : BAD);
            of3(2, block, WORSE);
        }
        assertEquals(
                List.of(
                        "disputed 1: 3 hashes of 3 of 3",
                        "diverged 2 at 3: 333, not 111",
                        "disputed 4: 3 hashes of 3 of 3"),
                found());
        assertEquals(4, blocks.disputedBlock());
    }

    @Test
    void shouldTakeOneMemberForAMajorityOfItself() {
        end(1);
        assertEquals(RejectReason.NONE, blocks.report(0, 1, 1, BAD));
        assertEquals(List.of(), found());
        assertEquals(1, blocks.judgedBlock(0));
    }

    @Test
    void shouldBelieveTheGreatestNumberOfMembersThatIsStated() {
        end(1);
        assertEquals(RejectReason.NONE, blocks.report(0, 3, 1, GOOD));
        assertEquals(RejectReason.NONE, blocks.report(1, 1, 1, GOOD));
        assertEquals(3, blocks.report(1).memberCount());
        assertEquals(RejectReason.NONE, blocks.report(2, 1, 1, GOOD));
        assertEquals(RejectReason.NONE, blocks.report(3, 1, 1, GOOD));
        assertEquals(4, blocks.report(1).memberCount());
    }

    @Test
    void shouldRefuseBlocksThatAreTooOldOrHaveNotEnded() {
        assertEquals(RejectReason.UNKNOWN_BLOCK, blocks.report(0, 3, 1, GOOD));
        end(Blocks.WINDOW + 10);
        assertEquals(RejectReason.UNKNOWN_BLOCK, blocks.report(0, 3, Blocks.WINDOW + 11, GOOD));
        assertEquals(RejectReason.STALE_BLOCK, blocks.report(0, 3, 10, GOOD));
        assertEquals(RejectReason.STALE_BLOCK, blocks.report(0, 3, 0, GOOD));
        assertEquals(RejectReason.STALE_BLOCK, blocks.report(0, 3, Long.MIN_VALUE, GOOD));
        assertEquals(RejectReason.NONE, blocks.report(0, 3, 11, GOOD));
        assertEquals(11, blocks.firstInWindow());
    }

    @Test
    void shouldHoldAMemberToWhatItStated() {
        end(1);
        of3(0, 1, GOOD);
        of3(0, 1, GOOD);
        assertEquals(1, blocks.report(1).reported());
        assertEquals(RejectReason.CONFLICTING_HASH, blocks.report(0, 3, 1, BAD));
        assertEquals(GOOD, blocks.report(1).hash(0));
    }

    @Test
    void shouldForgetWhatIsTooOld() {
        end(1);
        of3(0, 1, GOOD);
        end(Blocks.WINDOW);
        assertNull(blocks.report(1));
        of3(0, 1 + Blocks.WINDOW, BAD);
        assertEquals(1, blocks.report(1 + Blocks.WINDOW).reported());
    }

    @Override
    public void nodeDiverged(int memberId, long block, long hash, long majorityHash) {
        found.add("diverged " + memberId + " at " + block + ": " + hash + ", not " + majorityHash);
    }

    @Override
    public void nodeAgreed(int memberId, long block, long hash) {
        found.add("agreed " + memberId + " at " + block + ": " + hash);
    }

    @Override
    public void blockDisputed(long block, int reported, int hashes, int memberCount) {
        found.add("disputed " + block + ": " + hashes + " hashes of " + reported + " of " + memberCount);
    }
}
