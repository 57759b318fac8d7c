public import EventLog
import MerkleTree
import Units

/// Makes a log again from the lines of an export, with the same entries to the byte.
public struct LogImport {
    /// The most events that are made durable together.
    public static let eventsPerGroupMax = 8_192

    private let store: any EventStore
    private let header: ExportHeader
    private let eventsPerGroupMax: Int
    private var group: [Append] = []
    private var lines: [Int] = []
    private var lastLine = 1
    private var position: Position = 0
    private var heads: [StreamName: Position] = [:]

    /// The most streams whose ends are remembered.
    private static let headsMax = 65_536

    /// Starts an import.
    ///
    /// - Parameters:
    ///   - store: An empty log.
    ///   - header: What the first line of the export says of it.
    ///   - eventsPerGroupMax: The most events that are made durable together.
    /// - Throws: ``InputError`` when the export is not of the whole log;
    ///   ``EventStoreError/invalidRequest(_:)`` when the log is not empty.
    public init(
        into store: any EventStore, header: ExportHeader,
        eventsPerGroupMax: Int = LogImport.eventsPerGroupMax
    ) async throws {
        guard header.isComplete else {
            throw InputError(
                line: 1, field: "log.complete", expected: "true, an export of the whole log",
                found: "false, an export of selected events")
        }
        guard try await store.head().size == 0 else {
            throw EventStoreError.invalidRequest("the log is not empty")
        }
        self.store = store
        self.header = header
        self.eventsPerGroupMax = eventsPerGroupMax
    }

    /// How many events are in the log or on their way to it.
    public var events: Position { position }

    /// Takes the event of a line; a full group is made durable before this returns.
    ///
    /// - Throws: ``InputError``, which names line and field, when the event does not follow the
    ///   one before it; ``EventStoreError`` when the log cannot be written.
    public mutating func add(_ event: ExportedEvent, line: Int) async throws {
        try expect(event.position, position + 1, "position", line)
        if let known = heads[event.stream] { try expect(event.previous, known, "previous", line) }
        if heads.count >= Self.headsMax { heads.removeAll(keepingCapacity: true) }
        heads[event.stream] = event.position
        position += 1
        // One append for each event: which events were one action is not known, and positions
        // must come in order.
        group.append(Append([event.event], to: event.stream, expecting: event.version - 1))
        lines.append(line)
        lastLine = line
        if group.count >= eventsPerGroupMax { try await flush() }
    }

    /// Makes what is left durable.
    ///
    /// - Returns: Size and root of the log that was made; they are those that the export states.
    /// - Throws: ``InputError`` when the log that was made is not the one that was exported.
    public mutating func finish() async throws -> LogHead {
        try await flush()
        let head = try await store.head()
        guard head.size == header.size else {
            throw InputError(
                line: lastLine, field: nil, expected: "\(header.size) events in all",
                found: "\(head.size)")
        }
        guard head.root == header.root else {
            throw InputError(
                line: 1, field: "log.root",
                expected: "\(head.root.hex), the root of the events that follow",
                found: header.root.hex)
        }
        return head
    }

    private mutating func flush() async throws {
        guard !group.isEmpty else { return }
        let results = try await store.append(group, recordedAt: .distantPast)
        for (index, result) in results.enumerated() {
            guard case .appended = result else {
                let expected = group[index].parts.first?.expected ?? 0
                let actual =
                    if case .conflict(_, _, let actual) = result { "\(actual + 1)" } else {
                        "another"
                    }
                throw InputError(
                    line: lines[index], field: "version", expected: actual, found: "\(expected + 1)"
                )
            }
        }
        group.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }

    private func expect(
        _ found: Int64, _ expected: Int64, _ field: String, _ line: Int
    ) throws(InputError) {
        guard found != expected else { return }
        throw InputError(line: line, field: field, expected: "\(expected)", found: "\(found)")
    }
}
