package org.tallystick.flow.run;

import java.util.List;

/** The difference of two short texts, line by line, with all that is common to both. */
final class LineDiff {
    private LineDiff() {}

    static String of(List<String> expected, List<String> found) {
        int[][] common = common(expected, found);
        StringBuilder diff = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < found.size()) {
            if (i < expected.size() && j < found.size() && expected.get(i).equals(found.get(j))) {
                diff.append("  ").append(expected.get(i++)).append('\n');
                j++;
            } else if (j == found.size() || i < expected.size() && common[i + 1][j] >= common[i][j + 1]) {
                diff.append("- ").append(expected.get(i++)).append('\n');
            } else {
                diff.append("+ ").append(found.get(j++)).append('\n');
            }
        }
        return diff.toString();
    }

    /** Length of the longest common sequence from each pair of lines on. */
    private static int[][] common(List<String> expected, List<String> found) {
        int[][] common = new int[expected.size() + 1][found.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = found.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(found.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
