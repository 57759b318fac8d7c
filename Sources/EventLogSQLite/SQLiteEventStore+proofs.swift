public import EventLog
public import MerkleTree

extension SQLiteEventStore {
    /// The proof that an event stands in the log of some size (RFC 9162, 2.1.3).
    ///
    /// - Parameters:
    ///   - position: The event.
    ///   - size: The log's size, at least `position`, at most its present size.
    /// - Returns: The hashes beside the path from the event's leaf to the root, lowest first.
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for an event or size the log does not have.
    public func inclusionProof(
        of position: Position, size: Position
    ) async throws(EventStoreError) -> [Digest] {
        try await readers.read("prove that an event is in the log") { snapshot in
            try snapshot.checkSizes(position, size, from: 1)
            return try MerkleTree.inclusionProof(
                leafIndex: position - 1, size: size, node: snapshot.node)
        }
    }

    /// The proof that the log of one size is the beginning of the log of another (RFC 9162, 2.1.4).
    ///
    /// - Parameters:
    ///   - old: The smaller size.
    ///   - new: The larger size, at most the log's present size.
    /// - Returns: The hashes from which both roots follow.
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for sizes the log never had.
    public func consistencyProof(
        from old: Position, to new: Position
    ) async throws(EventStoreError) -> [Digest] {
        try await readers.read("prove that the log only grew") { snapshot in
            try snapshot.checkSizes(old, new, from: 0)
            return try MerkleTree.consistencyProof(from: old, to: new, node: snapshot.node)
        }
    }
}

extension LogSnapshot {
    fileprivate func checkSizes(_ first: Position, _ second: Position, from least: Position) throws
    {
        let size = try head().size
        guard first >= least, first <= second, second <= size else {
            throw EventStoreError.invalidRequest(
                "a proof from \(first) to \(second) in a log of \(size) events")
        }
    }
}
