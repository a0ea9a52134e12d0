package org.tallystick.node.local;

import java.nio.file.Path;
import org.tallystick.node.Member;

/**
 * A node of a cluster on this machine, whether it runs or not.
 *
 * @param id       number of the node in its cluster, from 0
 * @param member   its addresses
 * @param folder   of its data
 * @param settings file of its settings, written at every start
 * @param log      file to which it says what it does; an earlier one of more than 16 MiB has {@code .1} appended
 */
public record LocalNode(int id, Member member, Path folder, Path settings, Path log) {
    static LocalNode in(Path cluster, int id, Member member) {
        String name = "node-" + id;
        return new LocalNode(
                id,
                member,
                cluster.resolve(name),
                cluster.resolve(name + ".properties"),
                cluster.resolve(name + ".log"));
    }
}
