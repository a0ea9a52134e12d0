package org.tallystick.node;

import io.aeron.cluster.AllowBackupAndStandbyAuthorisationService;
import io.aeron.cluster.codecs.AdminRequestDecoder;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.security.AuthorisationService;
import java.nio.charset.StandardCharsets;
import org.tallystick.codecs.NodePrincipal;

/** Who may ask the consensus module for what: a node of the cluster for a snapshot, a backup for the log. */
final class NodeAuthorisation implements AuthorisationService {
    @Override
    public boolean isAuthorised(int protocolId, int actionId, Object type, byte[] encodedPrincipal) {
        boolean isAdminRequest =
                protocolId == MessageHeaderDecoder.SCHEMA_ID && actionId == AdminRequestDecoder.TEMPLATE_ID;
        return isAdminRequest
                ? NodePrincipal.isReserved(new String(encodedPrincipal, StandardCharsets.US_ASCII))
                : AllowBackupAndStandbyAuthorisationService.INSTANCE.isAuthorised(
                        protocolId, actionId, type, encodedPrincipal);
    }
}
