public import EventLog

/// Finds the names of streams; entries after the first name their stream by its first position.
///
/// Bounded: names that fall out of memory are looked up again.
public struct StreamNames {
    private static let namesMax = 65_536

    private let store: any EventStore
    private var young: [StreamID: StreamName] = [:]
    private var old: [StreamID: StreamName] = [:]

    /// Creates a finder for a store.
    public init(store: any EventStore) { self.store = store }

    /// The name of an entry's stream.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when the stream has no beginning.
    public mutating func name(of entry: Entry) async throws -> StreamName {
        if let name = known(entry) { return name }
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

    /// The name of an entry's stream, when nothing need be read for that.
    mutating func known(_ entry: Entry) -> StreamName? {
        if let name = young[entry.stream] { return name }
        guard let name = entry.name ?? old.removeValue(forKey: entry.stream) else { return nil }
        remember(name, entry.stream)
        return name
    }

    private mutating func remember(_ name: StreamName, _ stream: StreamID) {
        if young.count >= Self.namesMax / 2 {
            old = young
            young = [:]
        }
        young[stream] = name
    }
}
