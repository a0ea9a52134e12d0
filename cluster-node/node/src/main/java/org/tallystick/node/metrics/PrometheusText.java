package org.tallystick.node.metrics;

import java.math.BigDecimal;

/** Writes metrics in Prometheus' text format, version 0.0.4: each family once, with its help and its type. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "tallystick_";

    private final StringBuilder text = new StringBuilder(16 * 1024);
    private final String member;
    private String family;

    PrometheusText(int memberId) {
        this.member = Integer.toString(memberId);
    }

    /** Begins a family; its samples follow. */
    PrometheusText family(String name, String type, String help) {
        family = PREFIX + name;
        text.append("# HELP ")
                .append(family)
                .append(' ')
                .append(help.replace("\\", "\\\\").replace("\n", "\\n"));
        text.append("\n# TYPE ").append(family).append(' ').append(type).append('\n');
        return this;
    }

    PrometheusText sample(long value) {
        return sample("", BigDecimal.valueOf(value));
    }

    /** A sample in the unit that lies so many decimals above the value's. */
    PrometheusText sample(long value, int decimals) {
        return sample("", BigDecimal.valueOf(value, decimals));
    }

    /**
     * A sample.
     *
     * @param suffix of its name, for the parts of a histogram
     * @param value  it has
     * @param labels names and values in turn, after the member's
     */
    PrometheusText sample(String suffix, BigDecimal value, String... labels) {
        text.append(family).append(suffix).append("{member=\"").append(member).append('"');
        for (int i = 0; i < labels.length; i += 2) {
            text.append(',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]))
                    .append('"');
        }
        text.append("} ").append(plain(value)).append('\n');
        return this;
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
