import EventLog
import EventLogSQLite
import Foundation
import MerkleTree
import RefundDomain
import RefundLedger
import Units

/// What a ledger says of itself: whether it is sound, and everything it answers.
struct Answers {
    /// What `verify` finds wrong, each as the part and the segment it names; empty when sound.
    var findings: [String] = []

    /// A digest over all that can be asked of a sound ledger; `nil` when something is wrong.
    var digest: Digest?

    /// The number of events.
    var size: Position = 0

    /// Asks a ledger everything.
    ///
    /// An error is a finding: whoever asks is told.
    static func of(_ directory: String) async -> Answers {
        var answers = Answers()
        do {
            try await answers.ask(directory)
        } catch {
            answers.findings.append("error: \(error)")
        }
        return answers
    }

    private mutating func ask(_ directory: String) async throws {
        let store = try SQLiteEventStore.open(directory, mode: .readOnly)
        defer { try? store.close() }
        let log = try await store.verify(marks: { try EventCodec.marks(of: $0) })
        findings += log.findings.map { finding in
            let place = finding.segment.map { " (segment \($0))" } ?? ""
            return "\(finding.part.rawValue): \(finding.detail)\(place)"
        }
        let signed = try await CheckpointAudit(store: store).run()
        findings += signed.findings.map { "checkpoint \($0.statement): \($0.detail)" }
        guard findings.isEmpty, log.isComplete else { return }
        size = log.head?.size ?? 0
        digest = try await Self.digest(of: store, head: log.head)
    }

    /// Everything that answers are made of.
    ///
    /// The root stands for every entry, all of which were hashed to it a moment ago; streams,
    /// marks and nodes were compared with the entries. What is folded follows from these.
    private static func digest(
        of store: SQLiteEventStore, head: LogHead?
    ) async throws -> Digest {
        let statistics = try await store.statistics()
        var bytes = Array("\(statistics.origin) \(statistics.created) \(statistics.events)".utf8)
        bytes += head?.root.bytes ?? []
        bytes += try await store.head().root.bytes
        bytes += "\(try await store.verifierKeys())".utf8
        bytes += "\(try await store.checkpoints(after: -1, limit: EventLogLimits.pageMax))".utf8
        return Digest.sha256(bytes)
    }
}
