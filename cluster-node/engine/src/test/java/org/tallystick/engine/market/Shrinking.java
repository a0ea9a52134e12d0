package org.tallystick.engine.market;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs a trial with a sequence and, where it fails, fails with a shortest part of the sequence that does. */
final class Shrinking {
    private Shrinking() {}

    static <T> void run(List<T> sequence, Consumer<List<T>> trial) {
        Throwable failure = failure(sequence, trial);
        if (failure != null) {
            List<T> shortest = shrink(sequence, trial);
            Throwable last = failure(shortest, trial);
            String steps = shortest.stream().map(Object::toString).collect(Collectors.joining("\n"));
            throw new AssertionError(last.getMessage() + " after\n" + steps, last);
        }
    }

    private static <T> List<T> shrink(List<T> sequence, Consumer<List<T>> trial) {
        List<T> shortest = sequence;
        for (int chunk = sequence.size() / 2; chunk > 0; chunk /= 2) {
            for (int from = 0; from < shortest.size(); ) {
                List<T> shorter = new ArrayList<>(shortest.subList(0, from));
                shorter.addAll(shortest.subList(Math.min(from + chunk, shortest.size()), shortest.size()));
                if (failure(shorter, trial) != null) {
                    shortest = shorter;
                } else {
                    from += chunk;
                }
            }
        }
        return shortest;
    }

    private static <T> Throwable failure(List<T> sequence, Consumer<List<T>> trial) {
        try {
            trial.accept(sequence);
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }
}
