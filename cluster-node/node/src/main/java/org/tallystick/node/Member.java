package org.tallystick.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a member of a cluster is reached: a host and five UDP ports in a row, the first of which names them.
 *
 * @param host     name or address
 * @param basePort port of its ingress, 1 to 65531; consensus, log, catch-up and archive have the next four
 */
public record Member(String host, int basePort) {
    /** Ports of a member, from its base port on. */
    public static final int PORTS = 5;

    private static final int GREATEST_PORT = 65_535;
    private static final int CONSENSUS = 1;
    private static final int LOG = 2;
    private static final int CATCH_UP = 3;
    private static final int ARCHIVE = 4;

    /** Checks both. */
    public Member {
        Objects.requireNonNull(host, "host");
        if (host.isEmpty() || host.indexOf(',') >= 0 || host.indexOf('|') >= 0) {
            throw new IllegalArgumentException("'" + host + "' is no host");
        }
        if (basePort < 1 || basePort > GREATEST_PORT - PORTS + 1) {
            throw new IllegalArgumentException("base port " + basePort + " is not within 1 to 65531");
        }
    }

    /**
     * Reads a list.
     *
     * @param text {@code host:port}, separated by commas, in the order of the members' ids
     * @return the members
     * @throws IllegalArgumentException where it is no such list
     */
    public static List<Member> parse(String text) {
        List<Member> members = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + part + "' is not host:port");
            }
            try {
                members.add(new Member(
                        part.substring(0, colon).strip(),
                        Integer.parseInt(part.substring(colon + 1).strip())));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + part + "' is not host:port", e);
            }
        }
        return List.copyOf(members);
    }

    /** Where clients send their commands. */
    public String ingress() {
        return endpoint(0);
    }

    /** Where consumers of the event stream, and other members, reach the archive. */
    public String archive() {
        return endpoint(ARCHIVE);
    }

    /** Endpoint of any free port on this host. */
    String anyPort() {
        return host + ":0";
    }

    /** How Aeron writes a member. */
    String endpoints(int id) {
        return id + "," + ingress() + "," + endpoint(CONSENSUS) + "," + endpoint(LOG) + "," + endpoint(CATCH_UP) + ","
                + archive();
    }

    /**
     * What a client needs to find the leader.
     *
     * @param members in the order of their ids
     * @return the ingress endpoints as Aeron writes them
     */
    public static String ingressEndpoints(List<Member> members) {
        List<String> endpoints = new ArrayList<>();
        for (int id = 0; id < members.size(); id++) {
            endpoints.add(id + "=" + members.get(id).ingress());
        }
        return String.join(",", endpoints);
    }

    private String endpoint(int port) {
        return host + ":" + (basePort + port);
    }

    @Override
    public String toString() {
        return host + ":" + basePort;
    }
}
