package org.tallystick.node.local;

import java.time.Duration;
import java.util.List;

/**
 * A snapshot that nodes have taken together.
 *
 * @param logPosition at which they took it
 * @param duration    from the request until the last of them had it on disk
 * @param nodes       that have it
 */
public record SnapshotTaken(long logPosition, Duration duration, List<Integer> nodes) {}
