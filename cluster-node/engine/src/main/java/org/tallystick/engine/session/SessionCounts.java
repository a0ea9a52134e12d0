package org.tallystick.engine.session;

/**
 * How much of the session layer a snapshot holds, as its footer says.
 *
 * @param participants records of participants
 * @param accounts     records of accounts
 * @param connections  records of connections
 * @param sessions     records of sessions
 * @param reports      reports in all rings
 */
public record SessionCounts(long participants, long accounts, long connections, long sessions, long reports) {}
