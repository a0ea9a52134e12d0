package org.tallystick.codecs;

import java.util.concurrent.TimeUnit;

/**
 * Every limit of a message and its fields. These are the ceilings of the wire formats: what a log was given at its
 * genesis, or what an instrument allows, may be less, never more.
 */
public final class MessageLimits {
    /** Greatest length in bytes of a message that a client sends, its SBE header included. */
    public static final int MAX_CLIENT_MESSAGE_LENGTH = 1024;

    /** Greatest number of entries in a repeating group: the participants that a gateway represents. */
    public static final int MAX_GROUP_ENTRIES = 100;

    /** Greatest length in characters of the name of a participant, an account or a session. */
    public static final int MAX_NAME_LENGTH = 24;

    /** Greatest length in characters of a symbol. */
    public static final int MAX_SYMBOL_LENGTH = 24;

    /** Greatest length in characters of a description. */
    public static final int MAX_DESCRIPTION_LENGTH = 40;

    /** Most decimals of a price or a quantity. */
    public static final int MAX_DECIMALS = 18;

    /** Greatest price, in the smallest unit of the instrument's price decimals. */
    public static final long MAX_PRICE = Long.MAX_VALUE;

    /** Greatest quantity, in the smallest unit of the instrument's quantity decimals. */
    public static final long MAX_QUANTITY = Long.MAX_VALUE;

    /** Greatest client order id; the least is 1. */
    public static final long MAX_CL_ORD_ID = Long.MAX_VALUE;

    /** Greatest sequence number or attach id; the least is 1. The number after it still fits 64 bits. */
    public static final long MAX_SEQUENCE = Long.MAX_VALUE - 1;

    /** Greatest cancel-on-disconnect window in nanoseconds: one hour; the least is 0. */
    public static final long MAX_CANCEL_WINDOW_NS = TimeUnit.HOURS.toNanos(1);

    /** Oldest version of the rules that this release knows. */
    public static final int MIN_RULES_VERSION = 1;

    /** Newest version of the rules that this release knows. */
    public static final int MAX_RULES_VERSION = 1;

    /** Greatest shard number; the least is 0. */
    public static final int MAX_SHARD = 4095;

    /** Ceiling of the live orders of a cluster. */
    public static final long MAX_OPEN_ORDERS = 1L << 27;

    /** Ceiling of the fills of one aggressor. */
    public static final long MAX_FILLS_PER_COMMAND = Integer.MAX_VALUE;

    /** Ceiling of the orders that pending work handles in one step. */
    public static final long MAX_WORK_PER_STEP = 1_000_000;

    /** Ceiling of the reports kept for one session, in bytes: 16 MiB. */
    public static final long MAX_RING_BYTES_PER_SESSION = 16L << 20;

    /** Ceiling of the reports kept for all sessions together, in bytes: 4 GiB. */
    public static final long MAX_RING_BYTES_TOTAL = 4L << 30;

    /** Ceiling of the instruments, and of an instrument id. */
    public static final int MAX_INSTRUMENTS = (1 << 20) - 1;

    /** Ceiling of the participants, and of a participant id. */
    public static final int MAX_PARTICIPANTS = 65_535;

    /** Ceiling of the accounts, and of an account id. */
    public static final int MAX_ACCOUNTS = 1_000_000;

    /** Ceiling of the sessions. */
    public static final int MAX_SESSIONS = 1_000_000;

    /** Most sessions that are attached to one connection, or negotiated on it. */
    public static final int MAX_SESSIONS_PER_CONNECTION = 10_000;

    /** Ceiling of the connections. */
    public static final int MAX_CONNECTIONS = 10_000;

    /** Greatest member id of a node in its cluster; the least is 0. */
    public static final int MAX_MEMBER_ID = 31;

    /** Most members of a cluster; the least is 1. */
    public static final int MAX_MEMBERS = 31;

    private MessageLimits() {}
}
