package org.tallystick.perf.cluster;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Something that is done on a thread of its own while orders go on. */
final class Aside<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final String name;

    private Aside(String name) {
        this.name = name;
    }

    /** Begins it. */
    static <T> Aside<T> begin(String name, Supplier<T> task) {
        Aside<T> aside = new Aside<>(name);
        Thread thread = new Thread(
                () -> {
                    try {
                        aside.result.complete(task.get());
                    } catch (Throwable e) {
                        aside.result.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return aside;
    }

    boolean isDone() {
        return result.isDone();
    }

    /** What it gave, waiting for it. */
    T get() throws IOException {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw new IOException(name + ": " + e.getCause().getMessage(), e.getCause());
        }
    }
}
