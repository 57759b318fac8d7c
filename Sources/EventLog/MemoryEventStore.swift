public import Units

/// A log that lives as long as the process; the reference backend and the one tests use.
///
/// An actor, because it owns mutable state. No method suspends, so each runs to completion.
public actor MemoryEventStore: EventStore {
    private var log = MemoryLog()
    private var names: [StreamName] = []
    private var marks: [MarkDigest: Set<StreamID>] = [:]
    private var edge = LogEdge()

    /// Creates an empty log.
    public init() {}

    public func append(
        _ batch: [Append], recordedAt: Instant
    ) throws(EventStoreError) -> [AppendResult] {
        try AppendRules.check(batch)
        var assembler = LogAssembler(base: edge.size, recordedAt: recordedAt)
        let results = try assembler.append(batch, reading: &log)
        var edge = edge
        _ = try edge.append(assembler.entries)
        var entries: [Entry] = []
        for index in 0..<assembler.entries.count {
            entries.append(
                try Entry(
                    position: assembler.base + Int64(index) + 1, bytes: assembler.entries[index]))
        }

        // Nothing throws from here on, so a refused batch has left no trace.
        self.edge = edge
        log.entries += entries
        for head in assembler.changedHeads { log.heads[head.name] = head }
        names += entries.compactMap(\.name)
        for mark in assembler.marks { marks[mark.digest, default: []].insert(mark.stream) }
        return results
    }

    public func read(
        _ stream: StreamName, through position: Position?
    ) throws(EventStoreError) -> [Entry] {
        guard let head = log.heads[stream] else { return [] }
        return try log.readStream(head, through: position)
    }

    public func readAll(
        after position: Position, limit: Int
    ) throws(EventStoreError) -> [Entry] {
        try AppendRules.checkPage(after: position, limit: limit)
        guard position < edge.size else { return [] }
        return Array(log.entries[Int(position)...].prefix(limit))
    }

    public func head() -> LogHead { LogHead(size: edge.size, root: edge.root) }

    public func streams(
        after stream: StreamID, limit: Int
    ) throws(EventStoreError) -> [StreamHead] {
        try AppendRules.checkPage(after: stream, limit: limit)
        return Array(
            names.lazy.compactMap { self.log.heads[$0] }.drop { $0.id <= stream }.prefix(limit))
    }

    public func streamHead(_ name: StreamName) -> StreamHead? { log.heads[name] }

    public func find(_ mark: Mark) -> [StreamID] { Self.oldest(marks[mark.digest] ?? []) }

    public func sharedMarks(atMost limit: Int) -> [MarkDigest: [StreamID]]? {
        let shared = marks.filter { $0.value.count > 1 }
        return shared.count > limit ? nil : shared.mapValues(Self.oldest)
    }

    private static func oldest(_ streams: Set<StreamID>) -> [StreamID] {
        Array(streams.sorted().prefix(EventLogLimits.streamsPerMarkMax))
    }
}

/// Entries and heads in memory.
private struct MemoryLog: LogSource {
    var entries: [Entry] = []
    var heads: [StreamName: StreamHead] = [:]

    func streamHead(_ name: StreamName) -> StreamHead? { heads[name] }

    func entry(at position: Position) throws(EventStoreError) -> Entry {
        guard position > 0, position <= Position(entries.count) else {
            throw .corrupted(position: position, detail: "there is no such event")
        }
        return entries[Int(position) - 1]
    }
}
