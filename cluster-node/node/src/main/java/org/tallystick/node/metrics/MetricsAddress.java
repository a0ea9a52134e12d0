package org.tallystick.node.metrics;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Reads where the metrics page is to be. */
final class MetricsAddress {
    private static final int GREATEST_PORT = 65_535;

    private MetricsAddress() {}

    /**
     * Reads it.
     *
     * @param text          {@code host:port}
     * @param isOpenNetwork whether it may be another address than a loopback one
     * @throws IllegalStateException naming it and what was expected
     */
    static InetSocketAddress parse(String text, boolean isOpenNetwork) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > GREATEST_PORT) {
            throw new IllegalStateException("metrics=" + text + ", expected host:port with a port of 0 to 65535");
        }
        InetAddress host = resolve(text, text.substring(0, colon));
        if (!isOpenNetwork && !host.isLoopbackAddress()) {
            throw new IllegalStateException("metrics=" + text + " is no loopback address: whoever reaches it can read"
                    + " it. On a private network, set openNetwork=true");
        }
        return new InetSocketAddress(host, Integer.parseInt(port));
    }

    private static InetAddress resolve(String text, String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("metrics=" + text + ": host '" + host + "' is not known", e);
        }
    }
}
