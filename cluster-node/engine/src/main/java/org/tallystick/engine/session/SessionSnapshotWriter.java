package org.tallystick.engine.session;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.snapshot.AccountRecordEncoder;
import org.tallystick.codecs.snapshot.ConnectionRecordEncoder;
import org.tallystick.codecs.snapshot.MessageHeaderEncoder;
import org.tallystick.codecs.snapshot.ParticipantRecordEncoder;
import org.tallystick.codecs.snapshot.ReportChunkEncoder;
import org.tallystick.codecs.snapshot.SessionRecordEncoder;
import org.tallystick.engine.SnapshotSink;
import org.tallystick.engine.snapshot.RecordSink;

/**
 * Writes the session layer into a snapshot: participants, accounts, connections, sessions, each in order of their ids,
 * behind each session its reports. Equal state gives equal bytes.
 */
public final class SessionSnapshotWriter {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int REPORTS_OFFSET =
            HEADER + ReportChunkEncoder.BLOCK_LENGTH + ReportChunkEncoder.reportsHeaderLength();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[SnapshotSink.MAX_MESSAGE_LENGTH]);
    private final UnsafeBuffer report = new UnsafeBuffer(0, 0);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ParticipantRecordEncoder participantRecord = new ParticipantRecordEncoder();
    private final AccountRecordEncoder accountRecord = new AccountRecordEncoder();
    private final ConnectionRecordEncoder connectionRecord = new ConnectionRecordEncoder();
    private final SessionRecordEncoder sessionRecord = new SessionRecordEncoder();
    private final ReportChunkEncoder chunk = new ReportChunkEncoder();

    /**
     * Writes everything.
     *
     * @param participants to write
     * @param accounts     to write
     * @param connections  to write
     * @param sessions     to write
     * @param sink         takes the messages
     * @return what was written
     */
    public SessionCounts write(
            Participants participants, Accounts accounts, Connections connections, Sessions sessions, RecordSink sink) {
        for (int id = 1; id <= participants.lastId(); id++) {
            if (participants.get(id) != null) {
                write(participants.get(id), sink);
            }
        }
        for (int id = 1; id <= accounts.lastId(); id++) {
            if (accounts.get(id) != null) {
                write(accounts.get(id), sink);
            }
        }
        for (int i = 0; i < connections.count(); i++) {
            write(connections.at(i), sink);
        }
        long reports = 0;
        for (int id = 1; id <= sessions.count(); id++) {
            Session session = sessions.get(id);
            write(session, sink);
            writeReports(session, sink);
            reports += session.nextReportSeq() - session.oldestReportSeq();
        }
        return new SessionCounts(
                participants.count(), accounts.count(), connections.count(), sessions.count(), reports);
    }

    private void write(Participant participant, RecordSink sink) {
        participantRecord
                .wrapAndApplyHeader(buffer, 0, header)
                .participantId(participant.id())
                .name(participant.name());
        int roles = participant.roles();
        participantRecord
                .roles()
                .clear()
                .trader((roles & Participant.TRADER) != 0)
                .gateway((roles & Participant.GATEWAY) != 0)
                .consumer((roles & Participant.CONSUMER) != 0)
                .auditor((roles & Participant.AUDITOR) != 0)
                .operator((roles & Participant.OPERATOR) != 0);
        ParticipantRecordEncoder.RepresentsEncoder represents =
                participantRecord.representsCount(participant.representedCount());
        for (int i = 0; i < participant.representedCount(); i++) {
            represents.next().participantId(participant.represented(i));
        }
        sink.onRecord(buffer, 0, HEADER + participantRecord.encodedLength());
    }

    private void write(Account account, RecordSink sink) {
        accountRecord
                .wrapAndApplyHeader(buffer, 0, header)
                .accountId(account.id())
                .participantId(account.participantId())
                .name(account.name());
        sink.onRecord(buffer, 0, HEADER + accountRecord.encodedLength());
    }

    private void write(Connection connection, RecordSink sink) {
        connectionRecord
                .wrapAndApplyHeader(buffer, 0, header)
                .connectionId(connection.id())
                .principal(connection.principal());
        sink.onRecord(buffer, 0, HEADER + connectionRecord.encodedLength());
    }

    private void write(Session session, RecordSink sink) {
        sessionRecord
                .wrapAndApplyHeader(buffer, 0, header)
                .nextClientSeq(session.nextClientSeq)
                .gapReportedTo(session.gapReportedTo)
                .nextReportSeq(session.nextReportSeq())
                .oldestReportSeq(session.oldestReportSeq())
                .ringCapacityBytes(session.reports.capacity())
                .attachId(session.attachId)
                .token(session.token)
                .connectionId(session.connectionId)
                .supersededConnectionId(session.supersededConnectionId)
                .negotiatedAttachId(session.negotiatedAttachId)
                .negotiatedToken(session.negotiatedToken)
                .negotiatedConnectionId(session.negotiatedConnectionId)
                .cancelWindowNs(session.cancelWindowNs)
                .cancelDeadlineNs(session.cancelDeadlineNs)
                .sessionId(session.id())
                .participantId(session.participantId())
                .cancelOnDisconnect(session.cancelOnDisconnect)
                .name(session.name());
        sink.onRecord(buffer, 0, HEADER + sessionRecord.encodedLength());
    }

    private void writeReports(Session session, RecordSink sink) {
        long first = session.oldestReportSeq();
        int limit = REPORTS_OFFSET;
        for (long seq = first; session.reports.poll(seq, report); seq++) {
            if (limit + Integer.BYTES + report.capacity() > buffer.capacity()) {
                flushReports(session.id(), first, seq, limit, sink);
                first = seq;
                limit = REPORTS_OFFSET;
            }
            buffer.putInt(limit, report.capacity(), ReportChunkEncoder.BYTE_ORDER);
            buffer.putBytes(limit + Integer.BYTES, report, 0, report.capacity());
            limit += Integer.BYTES + report.capacity();
        }
        if (limit > REPORTS_OFFSET) {
            flushReports(session.id(), first, session.nextReportSeq(), limit, sink);
        }
    }

    private void flushReports(int sessionId, long first, long next, int limit, RecordSink sink) {
        chunk.wrapAndApplyHeader(buffer, 0, header)
                .firstReportSeq(first)
                .sessionId(sessionId)
                .count((int) (next - first));
        int lengthOffset = REPORTS_OFFSET - ReportChunkEncoder.reportsHeaderLength();
        buffer.putInt(lengthOffset, limit - REPORTS_OFFSET, ReportChunkEncoder.BYTE_ORDER);
        sink.onRecord(buffer, 0, limit);
    }
}
