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
        if let known = known(entry) { return known }
        let name = try await Self.name(of: entry, in: store)
        return try fold(
            name, try await store.read(name, through: entry.position - 1), as: entry.stream)
    }

    /// A stream as it was before an entry, when nothing need be read for that.
    mutating func known(_ entry: Entry) -> Stream? {
        guard let name = entry.name else { return self[entry] }
        let new: Stream =
            Streams.order(of: name).map { .order(FoldedOrder(Order($0))) } ?? .own(name)
        remember(new, entry.stream)
        return new
    }

    /// The name of an entry's stream, by the log's index.
    static func name(
        of entry: Entry, in store: any EventStore
    ) async throws(EventStoreError) -> StreamName {
        let head = try await store.streams(after: entry.stream - 1, limit: 1).first
        guard let head, head.id == entry.stream else {
            throw EventStoreError.corrupted(
                position: entry.position, detail: "its stream has no first event")
        }
        return head.name
    }

    /// Folds a stream that fell out of memory from its events so far.
    mutating func fold(
        _ name: StreamName, _ earlier: [Entry], as stream: StreamID
    ) throws(EventStoreError) -> Stream {
        var found = Stream.own(name)
        if let number = Streams.order(of: name) {
            let folded = FoldedOrder(Order(number))
            for entry in earlier {
                if moment.includes(entry) {
                    folded.evolve(try EventCodec.decode(entry, withKey: false))
                } else {
                    folded.skip()
                }
            }
            found = .order(folded)
        }
        remember(found, stream)
        return found
    }

    /// Gives up a stream: nothing more of it can be folded.
    mutating func give(up stream: StreamID) { remember(.broken, stream) }

    /// Forgets every stream.
    mutating func forgetAll() { (young, old) = ([:], [:]) }

    private mutating func remember(_ stream: Stream, _ id: StreamID) {
        if young[id] == nil, young.count >= generationMax {
            old = young
            young = [:]
        }
        young[id] = stream
    }
}
