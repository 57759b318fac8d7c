import EventLog
import RefundDomain

/// The orders of a log that is read from its beginning, folded, in bounded memory.
///
/// Two generations of at most half the capacity each: what is used moves to the young one; when
/// that is full, the old one is forgotten, and what falls out is folded again from the log.
struct OrderFolds {
    /// What is known of a stream.
    enum Stream {
        /// An order.
        case order(FoldedOrder)
        /// One of the ledger's own streams.
        case own(StreamName)
        /// An order that cannot be folded, because events of it do not read.
        case broken
    }

    private let store: any EventStore
    private let moment: AsOf
    private let generationMax: Int
    private var young: [StreamID: Stream] = [:]
    private var old: [StreamID: Stream] = [:]

    init(store: any EventStore, moment: AsOf, capacity: Int) {
        self.store = store
        self.moment = moment
        generationMax = max(1, capacity / 2)
    }

    /// A stream as it was before an entry, if it is in memory.
    subscript(entry: Entry) -> Stream? {
        mutating get {
            if let found = young[entry.stream] { return found }
            guard let found = old.removeValue(forKey: entry.stream) else { return nil }
            remember(found, entry.stream)
            return found
        }
    }

    /// A stream as it was before an entry: new, from memory, or folded again from the log.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when earlier events of the stream
    ///   do not read.
    mutating func before(_ entry: Entry) async throws(EventStoreError) -> Stream {
        let found: Stream
        if let name = entry.name {
            found = Streams.order(of: name).map { .order(FoldedOrder(Order($0))) } ?? .own(name)
        } else if let known = self[entry] {
            return known
        } else {
            found = try await folded(entry)
        }
        remember(found, entry.stream)
        return found
    }

    /// Gives up a stream: nothing more of it can be folded.
    mutating func give(up stream: StreamID) { remember(.broken, stream) }

    private func folded(_ entry: Entry) async throws(EventStoreError) -> Stream {
        let head = try await store.streams(after: entry.stream - 1, limit: 1).first
        guard let head, head.id == entry.stream else {
            throw EventStoreError.corrupted(
                position: entry.position, detail: "its stream has no first event")
        }
        guard let number = Streams.order(of: head.name) else { return .own(head.name) }
        let folded = FoldedOrder(Order(number))
        for earlier in try await store.read(head.name, through: entry.position - 1) {
            if moment.includes(earlier) {
                folded.evolve(try EventCodec.decode(earlier, withKey: false))
            } else {
                folded.skip()
            }
        }
        return .order(folded)
    }

    private mutating func remember(_ stream: Stream, _ id: StreamID) {
        if young[id] == nil, young.count >= generationMax {
            old = young
            young = [:]
        }
        young[id] = stream
    }
}
