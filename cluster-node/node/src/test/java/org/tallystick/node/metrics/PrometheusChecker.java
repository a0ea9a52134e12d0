package org.tallystick.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format and refuses what is not: samples without help and type, families twice, samples twice,
 * histograms whose buckets fall or do not end with all.
 */
public final class PrometheusChecker {
    private static final Pattern NAME = Pattern.compile("tallystick_[a-z0-9_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z0-9_]+)\\{(" + LABEL + "(?:," + LABEL + ")*)} (-?[0-9]+(?:\\.[0-9]+)?)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, BigDecimal> samples = new LinkedHashMap<>();
    private String helped;
    private String family;

    private PrometheusChecker() {}

    /** Reads a page; answers its samples by name and labels, as they stand there. */
    public static Map<String, BigDecimal> read(String page) {
        PrometheusChecker checker = new PrometheusChecker();
        assertTrue(page.endsWith("\n"), "the last line ends");
        page.lines().forEach(checker::readLine);
        checker.types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                checker.checkHistogram(name);
            }
        });
        return checker.samples;
    }

    private void readLine(String line) {
        String[] words = line.split(" ", 4);
        if (line.startsWith("# HELP ")) {
            assertTrue(NAME.matcher(words[2]).matches(), line);
            assertTrue(words.length == 4 && !words[3].isBlank(), "help of " + words[2]);
            helped = words[2];
        } else if (line.startsWith("# TYPE ")) {
            assertEquals(helped, words[2], "help comes before type");
            assertTrue(words[3].matches("counter|gauge|histogram"), line);
            assertNull(types.put(words[2], words[3]), "family twice: " + line);
            family = words[2];
        } else {
            readSample(line);
        }
    }

    private void readSample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), "not a sample: " + line);
        assertNotNull(family, "no family before " + line);
        String suffix = types.get(family).equals("histogram") ? "(_bucket|_sum|_count)" : "";
        assertTrue(sample.group(1).matches(family + suffix), line + " in family " + family);
        assertEquals(types.get(family).equals("counter"), family.endsWith("_total"), "counters are totals: " + line);
        String key = sample.group(1) + "{" + sample.group(2) + "}";
        assertNull(samples.put(key, new BigDecimal(sample.group(sample.groupCount()))), "sample twice: " + line);
    }

    private void checkHistogram(String name) {
        BigDecimal last = BigDecimal.ZERO;
        BigDecimal all = null;
        String lastBound = "";
        for (Map.Entry<String, BigDecimal> sample : samples.entrySet()) {
            if (sample.getKey().startsWith(name + "_bucket{")) {
                assertTrue(sample.getValue().compareTo(last) >= 0, "buckets hold those before: " + sample);
                last = sample.getValue();
                lastBound = sample.getKey();
            } else if (sample.getKey().startsWith(name + "_count{")) {
                all = sample.getValue();
            }
        }
        assertTrue(lastBound.contains("le=\"+Inf\""), "the last bucket is " + lastBound);
        assertEquals(last, all, "count of " + name);
    }
}
