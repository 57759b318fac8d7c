public import EventLog
internal import GRDB
internal import MerkleTree

extension SQLiteEventStore {
    /// Reads everything, hashes it anew, and tells everything that is wrong.
    ///
    /// SQLite's own structure and the guards in the file; every dictionary; every entry, every
    /// segment's root and the root that every append stated; the links of every stream; and what
    /// is derived from the log: heads, marks and tree nodes. It goes on behind damage. What the
    /// events mean is not looked at.
    ///
    /// - Parameters:
    ///   - marks: The marks of an entry, as whoever appended it gave them; `nil` to leave the index
    ///     of marks out.
    ///   - progress: Told how many of how many events are done; answers whether to go on.
    /// - Returns: What was found.
    /// - Throws: ``EventStoreError`` when the file cannot be read at all.
    public func verify(
        marks: (@Sendable (Entry) throws -> [Mark])?,
        progress: @escaping @Sendable (_ done: Position, _ total: Position) -> Bool = { _, _ in
            true
        }
    ) async throws(EventStoreError) -> LogVerification {
        try await verify(marks: marks, limits: DerivedTables.Limits(), progress: progress)
    }

    /// Verifies with what is derived from the log kept in memory up to some limits.
    func verify(
        marks: (@Sendable (Entry) throws -> [Mark])?, limits: DerivedTables.Limits,
        progress: @escaping @Sendable (_ done: Position, _ total: Position) -> Bool = { _, _ in
            true
        }
    ) async throws(EventStoreError) -> LogVerification {
        // SQLite's own check looks at pages, not at events; it need not wait for the others.
        async let structure = checkStructure()
        var report = try await readers.read("verify the log") { snapshot in
            var verifier = LogVerifier(snapshot: snapshot, progress: progress)
            try verifier.run(marks: marks, limits: limits)
            return verifier.report
        }
        report.findings = try await structure.get() + report.findings
        return report
    }

    private func checkStructure() async -> Result<[LogFinding], EventStoreError> {
        do throws(EventStoreError) {
            return .success(
                try await readers.read("check the file") {
                    LogVerifier.structureFindings($0.db)
                })
        } catch {
            return .failure(error)
        }
    }

    /// Makes sure that everything is as it was written; the index of marks is left out.
    ///
    /// - Returns: The head of the log that was found intact.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` with the first thing that is wrong.
    public func verify() async throws(EventStoreError) -> LogHead {
        let report = try await verify(marks: nil)
        guard report.findings.isEmpty, let head = report.head else {
            let first = report.findings.first
            throw .corrupted(
                position: first?.position ?? 0, detail: first?.detail ?? "events are missing")
        }
        return head
    }
}
