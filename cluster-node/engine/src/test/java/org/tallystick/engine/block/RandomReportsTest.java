package org.tallystick.engine.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.RejectReason;

/** Random reports of nodes that part, are repaired, are late or silent, held against a model that counts anew each time. */
class RandomReportsTest implements BlockEvents {
    private static final int SEEDS = 300;
    private static final int BLOCKS = 150;

    private final List<String> found = new ArrayList<>();

    @Test
    void shouldFindWhatTheModelFinds() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            int members = 1 + random.nextInt(7);
            Blocks blocks = new Blocks(this);
            Model model = new Model(members);
            found.clear();
            for (int ended = 1; ended <= BLOCKS; ended++) {
                blocks.onBlockEnd(ended);
                model.lastBlock = ended;
                for (int i = random.nextInt(2 * members + 1); i > 0; i--) {
                    int member = random.nextInt(members);
                    long block = Math.max(1, ended - (random.nextInt(4) == 0 ? random.nextInt(90) : random.nextInt(2)));
                    long hash = random.nextInt(8) == 0 ? random.nextInt(3) : ended / 40;
                    assertEquals(
                            model.report(member, block, hash),
                            blocks.report(member, members, block, hash),
                            "seed " + seed + ", block " + ended);
                }
                assertEquals(model.found, found, "seed " + seed + ", block " + ended);
            }
        }
    }

    /** Keeps everything, and looks through all of it. */
    private static final class Model {
        private final int members;
        private final Map<Long, Map<Integer, Long>> stated = new HashMap<>();
        private final Map<Integer, Long> judged = new HashMap<>();
        private final Map<Integer, Long> diverged = new HashMap<>();
        private final List<String> found = new ArrayList<>();
        private long lastBlock;
        private long decided;
        private boolean disputing;

        Model(int members) {
            this.members = members;
        }

        RejectReason report(int member, long block, long hash) {
            if (block <= lastBlock - 64) {
                return RejectReason.STALE_BLOCK;
            }
            Map<Integer, Long> hashes = stated.computeIfAbsent(block, key -> new TreeMap<>());
            Long before = hashes.putIfAbsent(member, hash);
            if (before != null) {
                return before == hash ? RejectReason.NONE : RejectReason.CONFLICTING_HASH;
            }
            Map<Long, Integer> votes = new HashMap<>();
            hashes.values().forEach(each -> votes.merge(each, 1, Integer::sum));
            int most = Collections.max(votes.values());
            int silent = members - hashes.size();
            if (most > members / 2) {
                long majority = votes.entrySet().stream()
                        .filter(entry -> entry.getValue() == most)
                        .findFirst()
                        .orElseThrow()
                        .getKey();
                disputing &= block < decided;
                decided = Math.max(decided, block);
                hashes.forEach((each, its) -> judge(each, block, its, majority));
            } else if (most + silent <= members / 2 && block > decided) {
                decided = block;
                if (!disputing) {
                    found.add("disputed " + block + " " + hashes.size() + " " + new HashSet<>(hashes.values()).size());
                }
                disputing = true;
            }
            return RejectReason.NONE;
        }

        private void judge(int member, long block, long hash, long majority) {
            if (block <= judged.getOrDefault(member, 0L)) {
                return;
            }
            judged.put(member, block);
            if (hash != majority && diverged.putIfAbsent(member, block) == null) {
                found.add("diverged " + member + " " + block + " " + hash + " " + majority);
            } else if (hash == majority && diverged.remove(member) != null) {
                found.add("agreed " + member + " " + block + " " + hash);
            }
        }
    }

    @Override
    public void nodeDiverged(int memberId, long block, long hash, long majorityHash) {
        found.add("diverged " + memberId + " " + block + " " + hash + " " + majorityHash);
    }

    @Override
    public void nodeAgreed(int memberId, long block, long hash) {
        found.add("agreed " + memberId + " " + block + " " + hash);
    }

    @Override
    public void blockDisputed(long block, int reported, int hashes, int memberCount) {
        found.add("disputed " + block + " " + reported + " " + hashes);
    }
}
