package org.tallystick.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Mistakes that somebody could make, each in a copy of the engine: every one of them is found. */
class SeededBugsTest {
    private static final int LEAST_BUGS = 15;
    private static final int MAX_SECONDS = 60;

    @Test
    void shouldFindEveryBug() throws Exception {
        List<SeededBug> bugs = SeededBug.all();
        assertTrue(bugs.size() >= LEAST_BUGS);
        MutantCompiler compiler = new MutantCompiler();
        List<String> unseen = new ArrayList<>();
        StringBuilder table = new StringBuilder("seeded bugs");
        for (SeededBug bug : bugs) {
            String found = look(compiler.load(bug));
            table.append(String.format("%n%-60s  %s", bug.name, found == null ? "NOT FOUND" : found));
            if (found == null) {
                unseen.add(bug.name);
            }
        }
        System.out.println(table);
        assertEquals(List.of(), unseen, "bugs that were not found");
    }

    /** Looks in a thread of its own: a bug may be one that never ends. */
    private static String look(ClassLoader mutant) throws Exception {
        Callable<?> detector = (Callable<?>) mutant.loadClass(BugDetector.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        FutureTask<Object> search = new FutureTask<>(detector::call);
        Thread thread = new Thread(search, "seeded bug");
        thread.setDaemon(true);
        thread.start();
        return (String) search.get(MAX_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void shouldFindNothingWhereThereIsNoBug() throws Exception {
        SeededBug none = SeededBug.none();
        assertNull(look(new MutantCompiler().load(none)));
    }

    @Test
    void shouldSayWhereABugNoLongerApplies() {
        SeededBug gone = SeededBug.gone();
        String message = assertThrows(AssertionError.class, () -> new MutantCompiler().changed(gone))
                .getMessage();
        assertTrue(message.contains("market/OrderBook.java"), message);
    }
}
