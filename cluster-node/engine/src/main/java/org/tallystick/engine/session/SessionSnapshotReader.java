package org.tallystick.engine.session;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.snapshot.AccountRecordDecoder;
import org.tallystick.codecs.snapshot.ConnectionRecordDecoder;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.snapshot.ParticipantRecordDecoder;
import org.tallystick.codecs.snapshot.ReportChunkDecoder;
import org.tallystick.codecs.snapshot.SessionRecordDecoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.RolesDecoder;
import org.tallystick.engine.snapshot.SnapshotException;

/**
 * Reads what {@link SessionSnapshotWriter} wrote into registries that are still empty, and believes none of it: lengths,
 * order, references and bounds are checked. After an exception the registries are of no use.
 */
public final class SessionSnapshotReader {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER = ParticipantRecordDecoder.RepresentsDecoder.sbeHeaderSize();
    private static final int REPRESENTED_LENGTH = ParticipantRecordDecoder.RepresentsDecoder.sbeBlockLength();
    private static final int REPORTS_OFFSET =
            HEADER + ReportChunkDecoder.BLOCK_LENGTH + ReportChunkDecoder.reportsHeaderLength();

    private final Participants participants;
    private final Accounts accounts;
    private final Connections connections;
    private final SessionTable sessions;
    private final CancelWindows windows;

    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ParticipantRecordDecoder participantRecord = new ParticipantRecordDecoder();
    private final AccountRecordDecoder accountRecord = new AccountRecordDecoder();
    private final ConnectionRecordDecoder connectionRecord = new ConnectionRecordDecoder();
    private final SessionRecordDecoder sessionRecord = new SessionRecordDecoder();
    private final ReportChunkDecoder chunk = new ReportChunkDecoder();

    private int lastTemplateId;
    private int lastParticipantId;
    private int lastAccountId;
    private long lastConnectionId = Session.NO_CONNECTION;
    private Session session;
    /** The next report number that the last session read must have once its reports are read. */
    private long awaitedReportSeq;

    private long reports;

    /**
     * Takes what is to be filled, all of it empty, with the bounds of the genesis set.
     *
     * @param participants to fill
     * @param accounts     to fill
     * @param connections  to fill
     * @param sessions     to fill
     */
    public SessionSnapshotReader(
            Participants participants, Accounts accounts, Connections connections, Sessions sessions) {
        this.participants = participants;
        this.accounts = accounts;
        this.connections = connections;
        this.sessions = sessions.table();
        this.windows = sessions.windows();
    }

    /**
     * Reads one message, in the order in which they were written.
     *
     * @param templateId of the message
     * @param buffer     holding the message behind its SBE header
     * @param offset     of the header
     * @param length     in bytes, header included
     * @return false for a template that is not of the session layer; nothing was read then
     * @throws SnapshotException where anything is wrong with it
     */
    public boolean onRecord(int templateId, DirectBuffer buffer, int offset, int length) {
        if (templateId < ParticipantRecordDecoder.TEMPLATE_ID || templateId > ReportChunkDecoder.TEMPLATE_ID) {
            return false;
        }
        require(length >= HEADER && length <= buffer.capacity() - offset, "a record of %d bytes", length);
        message.wrap(buffer, offset, length);
        beginTemplate(templateId);
        switch (templateId) {
            case ParticipantRecordDecoder.TEMPLATE_ID -> readParticipant();
            case AccountRecordDecoder.TEMPLATE_ID -> readAccount();
            case ConnectionRecordDecoder.TEMPLATE_ID -> readConnection();
            case SessionRecordDecoder.TEMPLATE_ID -> readSession();
            default -> readReports();
        }
        return true;
    }

    /**
     * Checks that nothing is missing at the end, and says how much was read.
     *
     * @throws SnapshotException where a session's reports are not all there, or a participant represents nobody known
     */
    public SessionCounts complete() {
        checkRepresented();
        checkReportsRead();
        return new SessionCounts(
                participants.count(), accounts.count(), connections.count(), sessions.count(), reports);
    }

    private void beginTemplate(int templateId) {
        boolean nextSession =
                templateId == SessionRecordDecoder.TEMPLATE_ID && lastTemplateId == ReportChunkDecoder.TEMPLATE_ID;
        require(templateId >= lastTemplateId || nextSession, "template %d is out of order", templateId);
        if (lastTemplateId <= ParticipantRecordDecoder.TEMPLATE_ID
                && templateId > ParticipantRecordDecoder.TEMPLATE_ID) {
            checkRepresented();
        }
        lastTemplateId = templateId;
    }

    /** Checks the header, and that the length is that of the block, or at least that where more may follow it. */
    private void checkBlock(int templateId, int schemaId, int version, int blockLength, boolean moreFollows) {
        header.wrap(message, 0);
        require(
                header.templateId() == templateId
                        && header.schemaId() == schemaId
                        && header.version() == version
                        && header.blockLength() == blockLength,
                "the header of template %d is another's",
                templateId);
        int least = HEADER + blockLength;
        require(
                moreFollows ? message.capacity() >= least : message.capacity() == least,
                "template %d has a wrong length",
                templateId);
    }

    private void readParticipant() {
        checkBlock(
                ParticipantRecordDecoder.TEMPLATE_ID,
                ParticipantRecordDecoder.SCHEMA_ID,
                ParticipantRecordDecoder.SCHEMA_VERSION,
                ParticipantRecordDecoder.BLOCK_LENGTH,
                true);
        ParticipantRecordDecoder record = participantRecord.wrapAndApplyHeader(message, 0, header);
        int id = record.participantId();
        require(id > lastParticipantId, "participant %d is out of order", id);
        lastParticipantId = id;
        int[] represented = readRepresented(id);
        String name = record.name();
        int roles = message.getShort(HEADER + ParticipantRecordDecoder.rolesEncodingOffset(), RolesDecoder.BYTE_ORDER)
                & 0xFFFF;
        RejectReason reason = participants.check(id, name, roles, represented.length);
        require(reason == RejectReason.NONE, "participant %d: " + reason, id);
        participants.add(new Participant(id, name, roles, represented));
    }

    private int[] readRepresented(int participantId) {
        int groupOffset = HEADER + ParticipantRecordDecoder.BLOCK_LENGTH;
        int room = message.capacity() - groupOffset - GROUP_HEADER;
        require(room >= 0, "participant %d has no group", participantId);
        ParticipantRecordDecoder.RepresentsDecoder group = participantRecord.represents();
        require(
                group.actingBlockLength() == REPRESENTED_LENGTH && room == group.count() * REPRESENTED_LENGTH,
                "participant %d has a wrong group",
                participantId);
        int[] represented = new int[group.count()];
        for (int i = 0; i < represented.length; i++) {
            represented[i] = group.next().participantId();
            require(
                    i == 0 || represented[i] > represented[i - 1],
                    "participant %d represents out of order",
                    participantId);
        }
        return represented;
    }

    /** A participant can represent one with a higher number, so this waits until all are read. */
    private void checkRepresented() {
        for (int id = 1; id <= lastParticipantId; id++) {
            Participant participant = participants.get(id);
            for (int i = 0; participant != null && i < participant.representedCount(); i++) {
                require(
                        participants.get(participant.represented(i)) != null,
                        "participant %d represents an unknown one",
                        id);
            }
        }
    }

    private void readAccount() {
        checkBlock(
                AccountRecordDecoder.TEMPLATE_ID,
                AccountRecordDecoder.SCHEMA_ID,
                AccountRecordDecoder.SCHEMA_VERSION,
                AccountRecordDecoder.BLOCK_LENGTH,
                false);
        AccountRecordDecoder record = accountRecord.wrapAndApplyHeader(message, 0, header);
        int id = record.accountId();
        require(id > lastAccountId, "account %d is out of order", id);
        lastAccountId = id;
        RejectReason reason = accounts.defineAccount(id, record.participantId(), record.name());
        require(reason == RejectReason.NONE, "account %d: " + reason, id);
    }

    private void readConnection() {
        checkBlock(
                ConnectionRecordDecoder.TEMPLATE_ID,
                ConnectionRecordDecoder.SCHEMA_ID,
                ConnectionRecordDecoder.SCHEMA_VERSION,
                ConnectionRecordDecoder.BLOCK_LENGTH,
                false);
        ConnectionRecordDecoder record = connectionRecord.wrapAndApplyHeader(message, 0, header);
        long id = record.connectionId();
        require(id > lastConnectionId, "connection %d is out of order", id);
        lastConnectionId = id;
        String principal = record.principal();
        require(Names.isNameOrEmpty(principal), "connection %d: its principal is no name", id);
        require(connections.count() < connections.greatestCount(), "connection %d is beyond the bound", id);
        connections.add(id, principal);
    }

    private void readSession() {
        checkBlock(
                SessionRecordDecoder.TEMPLATE_ID,
                SessionRecordDecoder.SCHEMA_ID,
                SessionRecordDecoder.SCHEMA_VERSION,
                SessionRecordDecoder.BLOCK_LENGTH,
                false);
        checkReportsRead();
        SessionRecordDecoder record = sessionRecord.wrapAndApplyHeader(message, 0, header);
        int id = record.sessionId();
        int participantId = record.participantId();
        String name = record.name();
        require(id == sessions.count() + 1, "session %d is out of order", id);
        require(!sessions.isFull(), "session %d is beyond the bound", id);
        require(participants.get(participantId) != null, "session %d: unknown participant", id);
        require(Names.isName(name), "session %d: its name is none", id);
        require(sessions.byName(participantId, name) == null, "session %d: its name is taken", id);
        session = sessions.create(participantId, name);
        readNumbers(record);
        readAttachment(record);
        require(
                session.reports.restore(record.ringCapacityBytes(), record.oldestReportSeq(), record.nextReportSeq()),
                "session %d: its ring cannot be",
                id);
        awaitedReportSeq = record.nextReportSeq();
    }

    private void readNumbers(SessionRecordDecoder record) {
        session.nextClientSeq = record.nextClientSeq();
        session.gapReportedTo = record.gapReportedTo();
        require(
                session.nextClientSeq >= 1
                        && session.nextClientSeq <= Session.MAX_NEXT_SEQUENCE
                        && session.gapReportedTo >= 0
                        && session.gapReportedTo < Session.MAX_NEXT_SEQUENCE,
                "session %d: its numbers cannot be",
                session.id());
        int mode = record.cancelOnDisconnectRaw();
        session.cancelWindowNs = record.cancelWindowNs();
        require(
                mode <= CancelOnDisconnect.BOTH.value()
                        && session.cancelWindowNs >= 0
                        && session.cancelWindowNs <= Attachments.MAX_CANCEL_WINDOW_NS,
                "session %d: its cancel on disconnect cannot be",
                session.id());
        session.cancelOnDisconnect = record.cancelOnDisconnect();
    }

    private void readAttachment(SessionRecordDecoder record) {
        session.attachId = record.attachId();
        session.token = record.token();
        session.connectionId = record.connectionId();
        session.supersededConnectionId = record.supersededConnectionId();
        session.negotiatedAttachId = record.negotiatedAttachId();
        session.negotiatedToken = record.negotiatedToken();
        session.negotiatedConnectionId = record.negotiatedConnectionId();
        boolean established = session.attachId == session.negotiatedAttachId;
        require(
                session.attachId >= 0
                        && session.attachId <= session.negotiatedAttachId
                        && (session.attachId > 0 || !session.isAttached())
                        && (!established
                                || session.negotiatedToken == session.token
                                        && session.negotiatedConnectionId == session.connectionId),
                "session %d: its attachment cannot be",
                session.id());
        if (session.isAttached()) {
            sessions.onAttached();
        }
        link(session.connectionId);
        link(session.negotiatedConnectionId);
        long deadlineNs = record.cancelDeadlineNs();
        require(
                deadlineNs == Session.NO_DEADLINE || windows.restore(session, deadlineNs),
                "session %d: its cancel-on-disconnect window cannot be",
                session.id());
    }

    private void link(long connectionId) {
        if (connectionId != Session.NO_CONNECTION) {
            Connection connection = connections.get(connectionId);
            require(connection != null, "session %d: its connection is not open", session.id());
            connection.link(session.id());
            require(
                    connection.sessionCount() <= MessageLimits.MAX_SESSIONS_PER_CONNECTION,
                    "session %d: its connection has too many",
                    session.id());
        }
    }

    private void readReports() {
        checkBlock(
                ReportChunkDecoder.TEMPLATE_ID,
                ReportChunkDecoder.SCHEMA_ID,
                ReportChunkDecoder.SCHEMA_VERSION,
                ReportChunkDecoder.BLOCK_LENGTH,
                true);
        ReportChunkDecoder record = chunk.wrapAndApplyHeader(message, 0, header);
        int id = record.sessionId();
        require(session != null && session.id() == id, "reports of session %d are out of place", id);
        ReportRing ring = session.reports;
        int count = record.count();
        require(
                record.firstReportSeq() == ring.nextSeq() && count >= 1 && count <= awaitedReportSeq - ring.nextSeq(),
                "reports of session %d are not those awaited",
                id);
        int end = message.capacity();
        int lengthOffset = REPORTS_OFFSET - ReportChunkDecoder.reportsHeaderLength();
        require(
                end >= REPORTS_OFFSET
                        && message.getInt(lengthOffset, ReportChunkDecoder.BYTE_ORDER) == end - REPORTS_OFFSET,
                "reports of session %d have a wrong length",
                id);
        int position = REPORTS_OFFSET;
        for (int i = 0; i < count; i++) {
            require(end - position >= Integer.BYTES, "reports of session %d are cut off", id);
            int length = message.getInt(position, ReportChunkDecoder.BYTE_ORDER);
            position += Integer.BYTES;
            require(length >= 0 && length <= end - position, "reports of session %d are cut off", id);
            require(
                    ring.restoreReport(message, position, length),
                    "reports of session %d are larger than its ring",
                    id);
            position += length;
        }
        require(position == end, "reports of session %d have bytes too many", id);
        reports += count;
    }

    private void checkReportsRead() {
        if (session != null) {
            require(session.nextReportSeq() == awaitedReportSeq, "session %d: reports are missing", session.id());
        }
    }

    private static void require(boolean condition, String message, long number) {
        if (!condition) {
            throw new SnapshotException("snapshot: " + String.format(message, number));
        }
    }
}
