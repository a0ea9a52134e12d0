package org.tallystick.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of text as columns of equal width. */
final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    /**
     * Aligns them.
     *
     * @param rows of equal length, the first of which are the headings
     * @param left headings of the columns that begin at the left; all others end at the right
     * @return a line for each row, without blanks at its end
     */
    static List<String> lines(List<List<String>> rows, List<String> left) {
        List<String> headings = rows.get(0);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < headings.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(each -> each.get(at).length())
                        .max()
                        .orElse(0);
                String blanks = " ".repeat(width - row.get(column).length());
                boolean isLeft = left.contains(headings.get(column));
                line.append(column == 0 ? "" : GAP)
                        .append(isLeft ? row.get(column) + blanks : blanks + row.get(column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
