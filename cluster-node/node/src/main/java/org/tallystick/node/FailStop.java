package org.tallystick.node;

import io.aeron.archive.client.ArchiveException;
import io.aeron.exceptions.AeronException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Stops the node at the first thing that must not happen. Aeron logs what a callback throws and hands over the next
 * message; a replica that goes on after a failed command parts from the others. So the first failure is kept here, every
 * later callback refuses to run, and the duty cycle ends. Safe to use from any thread.
 */
public final class FailStop {
    private final AtomicReference<NodeFailedException> failure = new AtomicReference<>();
    private final BiConsumer<String, Throwable> warnings;

    /** @param warnings takes what does not stop the node, with the part that it came from */
    FailStop(BiConsumer<String, Throwable> warnings) {
        this.warnings = Objects.requireNonNull(warnings);
    }

    /**
     * Records a failure, unless there was one before.
     *
     * @param part  of the node that failed
     * @param cause what happened
     * @return what ends the duty cycle when thrown
     */
    public AgentTerminationException fail(String part, Throwable cause) {
        failure.compareAndSet(null, new NodeFailedException(part, cause));
        return new AgentTerminationException(failure.get().getMessage());
    }

    /** Tells what is worth knowing of a part and stops nothing. */
    void warn(String part, Throwable error) {
        warnings.accept(part, error);
    }

    /** The first failure, null while there is none. */
    public NodeFailedException failure() {
        return failure.get();
    }

    /** Ends the duty cycle of a node that has failed: throws {@link AgentTerminationException}. */
    public void check() {
        NodeFailedException first = failure.get();
        if (first != null) {
            throw new AgentTerminationException(first.getMessage());
        }
    }

    /**
     * What the consensus module reports: an election that fails, a peer that does not answer, an archive that refuses a
     * replay are Aeron's to repeat; all else is a failure.
     */
    ErrorHandler consensus(String part) {
        return error -> {
            if (error instanceof AeronException && !isFatal(error)) {
                warnings.accept(part, error);
            } else {
                fail(part, error);
            }
        };
    }

    /** What the service reports: everything but Aeron's own warnings is a failure. */
    ErrorHandler strict(String part) {
        return error -> {
            if (isWarning(error)) {
                warnings.accept(part, error);
            } else {
                fail(part, error);
            }
        };
    }

    /** What the media driver or the archive reports: a mistake of one of their clients is none of the node's. */
    ErrorHandler tolerant(String part) {
        return error -> {
            if (isFatal(error)) {
                fail(part, error);
            } else {
                warnings.accept(part, error);
            }
        };
    }

    private static boolean isWarning(Throwable error) {
        return error instanceof AeronException aeron && aeron.category() == AeronException.Category.WARN;
    }

    private static boolean isFatal(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof Error
                    || e instanceof IOException
                    || e instanceof UncheckedIOException
                    || e instanceof AgentTerminationException
                    || AeronException.isFatal(e)
                    || e instanceof ArchiveException archive && archive.errorCode() == ArchiveException.STORAGE_SPACE) {
                return true;
            }
        }
        return false;
    }
}
