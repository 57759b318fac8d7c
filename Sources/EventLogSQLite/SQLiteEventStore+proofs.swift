public import EventLog
public import MerkleTree

extension SQLiteEventStore {
    public func inclusionProof(
        of position: Position, size: Position
    ) async throws(EventStoreError) -> [Digest] {
        try await readers.read("prove that an event is in the log") { snapshot in
            try snapshot.checkSizes(position, size, from: 1)
            return try MerkleTree.inclusionProof(
                leafIndex: position - 1, size: size, node: snapshot.node)
        }
    }

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
