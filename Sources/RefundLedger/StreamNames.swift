public import EventLog

/// Finds the names of streams; entries after the first name their stream by its first position.
///
/// Bounded: names that fall out of memory are looked up again.
public struct StreamNames {
    private static let namesMax = 65_536

    private let store: any EventStore
    private var names: [StreamID: StreamName] = [:]

    /// Creates a finder for a store.
    public init(store: any EventStore) { self.store = store }

    /// The name of an entry's stream.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when the stream has no beginning.
    public mutating func name(of entry: Entry) async throws -> StreamName {
        if let name = entry.name ?? names[entry.stream] {
            remember(name, entry.stream)
            return name
        }
        guard
            let head = try await store.streams(after: entry.stream - 1, limit: 1).first,
            head.id == entry.stream
        else {
            throw EventStoreError.corrupted(
                position: entry.position, detail: "its stream has no first event")
        }
        remember(head.name, entry.stream)
        return head.name
    }

    private mutating func remember(_ name: StreamName, _ stream: StreamID) {
        if names.count >= Self.namesMax { names.removeAll(keepingCapacity: true) }
        names[stream] = name
    }
}
