package org.tallystick.terminal;

import java.util.concurrent.Callable;
import org.tallystick.perf.MarketMicrobenchmarks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tally bench jmh}: single operations of the market, measured by JMH. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        description =
                "Measures single operations of the market with JMH: insert, cancel, replace, matchOne, sweepTenLevels.")
final class BenchJmhCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = ".*",
            description = "Operations to measure, a regular expression; default: all.")
    private String pattern;

    @Override
    public Integer call() {
        MarketMicrobenchmarks.run(pattern);
        return Tally.DONE;
    }
}
