package org.tallystick.client;

import java.time.Duration;
import org.agrona.concurrent.IdleStrategy;

/**
 * How to reach an exchange.
 *
 * @param aeronFolder      folder of the media driver that the connection uses
 * @param ingressChannel   Aeron channel to the exchange: {@code aeron:ipc}, or {@code aeron:udp} with endpoints
 * @param ingressEndpoints members and their addresses, {@code 0=host:port,1=host:port}; null over shared memory
 * @param egressChannel    Aeron channel of the answers
 * @param egressStreamId   Aeron stream of the answers; over shared memory unique among the connections of a driver
 * @param principal        name of the participant, printable ASCII of at most 24 characters; may be empty
 * @param timeout          of connecting, and of waiting for an answer
 * @param idle             called while a method of the connection waits; drives the node where one thread does all
 */
public record ConnectionConfig(
        String aeronFolder,
        String ingressChannel,
        String ingressEndpoints,
        String egressChannel,
        int egressStreamId,
        String principal,
        Duration timeout,
        IdleStrategy idle) {}
