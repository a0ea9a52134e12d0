package org.tallystick.engine;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.BlockHashDecoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.block.Blocks;
import org.tallystick.engine.session.Connections;

/** Decodes what the cluster's own nodes say, whose bytes were validated, and holds them to be who they say they are. */
final class NodeCommands {
    private final Connections connections;
    private final Blocks blocks;
    private final BlockHashDecoder blockHash = new BlockHashDecoder();

    NodeCommands(Connections connections, Blocks blocks) {
        this.connections = connections;
        this.blocks = blocks;
    }

    /** Applies a node's hash of a block; answers why not, or {@code NONE}. */
    RejectReason blockHash(long connectionId, int version, int blockLength, DirectBuffer buffer, int body) {
        if (!connections.isKnown(connectionId)) {
            return RejectReason.UNKNOWN_CONNECTION;
        }
        BlockHashDecoder message = blockHash.wrap(buffer, body, blockLength, version);
        int memberId = message.memberId();
        return memberId == connections.memberId(connectionId)
                ? blocks.report(memberId, message.memberCount(), message.block(), message.hash())
                : RejectReason.NOT_AUTHORIZED;
    }
}
