package org.tallystick.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterConfig;
import org.tallystick.node.local.LocalNode;

/**
 * Gives a test its clusters and a folder, and ends all nodes with it, whatever comes of it. The folder goes where the test
 * passes; where it fails, it stays, and its name is printed.
 */
final class TestClusters implements BeforeEachCallback, AfterEachCallback {
    private static final Path FOLDERS = Path.of(System.getProperty("basedir", ""), "target", "system-tests");

    private static final int MAX_DEPTH = 3;

    private final List<TestCluster> clusters = new ArrayList<>();
    private final Thread atExit = new Thread(() -> {
        CloseHelper.quietCloseAll(clusters);
        killLeftBehind();
    });
    private Path folder;

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        Files.createDirectories(FOLDERS);
        folder = Files.createTempDirectory(FOLDERS, test.getRequiredTestClass().getSimpleName() + "-")
                .toAbsolutePath();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Folder of the test. */
    Path folder() {
        return folder;
    }

    /** Starts a cluster in this process. */
    TestCluster start(int nodes) {
        return start(nodes, config -> config);
    }

    /** Starts a cluster in this process, run in another way. */
    TestCluster start(int nodes, UnaryOperator<LocalClusterConfig.Builder> how) {
        TestCluster cluster = TestCluster.inThisProcess(config(nodes, how));
        clusters.add(cluster);
        return cluster.start();
    }

    /** Makes a cluster whose nodes will be processes. */
    TestCluster ofProcesses(int nodes, UnaryOperator<LocalClusterConfig.Builder> how) {
        TestCluster cluster = TestCluster.ofProcesses(config(nodes, how));
        clusters.add(cluster);
        return cluster;
    }

    private LocalClusterConfig config(int nodes, UnaryOperator<LocalClusterConfig.Builder> how) {
        return how.apply(TestCluster.config(folder.resolve("cluster-" + clusters.size() + "-of-" + nodes), nodes))
                .build();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        boolean hasFailed = test.getExecutionException().isPresent();
        if (hasFailed) {
            clusters.forEach(TestCluster::keepLines);
        }
        try {
            CloseHelper.closeAll(clusters);
            killLeftBehind();
            Runtime.getRuntime().removeShutdownHook(atExit);
        } finally {
            if (hasFailed) {
                System.err.println(test.getDisplayName() + " failed; its data is kept in " + folder);
            } else {
                IoUtil.delete(folder.toFile(), true);
            }
        }
    }

    /** What a test started of a cluster by itself outlives it, where it was broken off. */
    private void killLeftBehind() {
        try (Stream<Path> files = Files.find(folder, MAX_DEPTH, (file, is) -> file.endsWith("cluster.properties"))) {
            files.forEach(file -> {
                LocalCluster cluster = LocalCluster.open(file.getParent());
                cluster.kill(cluster.nodes().stream().map(LocalNode::id).toList());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
