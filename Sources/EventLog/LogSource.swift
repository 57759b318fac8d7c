/// What must be known of a log to append to it and to read a stream; a backend gives it.
public protocol LogSource {
    /// Where a stream stands.
    mutating func streamHead(_ name: StreamName) throws(EventStoreError) -> StreamHead?

    /// The entry at a position that is known to exist.
    mutating func entry(at position: Position) throws(EventStoreError) -> Entry
}

extension LogSource {
    /// Walks a stream from its latest event back to its first.
    ///
    /// - Parameters:
    ///   - head: Where the stream stands.
    ///   - body: Given each entry, latest first; answers whether to go on.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when an entry is not the link
    ///   that the one after it says it is.
    public mutating func walkBack(
        from head: StreamHead, _ body: (Entry) -> Bool
    ) throws(EventStoreError) {
        var position = head.last
        var version = head.version
        while version > 0 {
            let entry = try entry(at: position)
            guard entry.stream == head.id, entry.version == version else {
                throw .corrupted(
                    position: position,
                    detail:
                        "version \(version) of stream \(head.id) should stand here, not version "
                        + "\(entry.version) of stream \(entry.stream)")
            }
            guard body(entry) else { return }
            position = entry.previous
            version -= 1
        }
    }

    /// The events of a stream up to a position, oldest first.
    public mutating func readStream(
        _ head: StreamHead, through position: Position?
    ) throws(EventStoreError) -> [Entry] {
        let limit = position ?? .max
        var entries: [Entry] = []
        if position == nil { entries.reserveCapacity(Int(min(max(0, head.version), 1024))) }
        try walkBack(from: head) { entry in
            if entry.position <= limit { entries.append(entry) }
            return true
        }
        entries.reverse()
        // The index that led here is derived; the first event says whose stream it is.
        if let first = entries.first, first.name != head.name {
            throw .corrupted(
                position: first.position,
                detail: "the index says that it begins the stream '\(head.name)'")
        }
        return entries
    }
}
