import EventLog
import RefundDomain

/// The orders of a log that is read from its beginning, folded, in bounded memory; what falls out is
/// folded again from the log.
struct OrderFolds {
    /// What is known of a stream.
    enum Stream: Keepable {
        /// An order.
        case order(FoldedOrder)
        /// One of the ledger's own streams.
        case own(StreamName)
        /// An order that cannot be folded, because events of it do not read.
        case broken

        var isSettled: Bool {
            if case .order(let folded) = self { folded.order.isSettled } else { false }
        }
    }

    private let store: any EventStore
    private let moment: AsOf
    private var recent: RecentOrders<StreamID, Stream>

    init(store: any EventStore, moment: AsOf, capacity: Int) {
        self.store = store
        self.moment = moment
        recent = RecentOrders(capacity: capacity)
    }

    /// A stream as it was before an entry, if it is in memory.
    subscript(entry: Entry) -> Stream? {
        mutating get { recent.use(entry.stream) }
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
        recent.insert(new, for: entry.stream)
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
        recent.insert(found, for: stream)
        return found
    }

    /// Gives up a stream: nothing more of it can be folded.
    mutating func give(up stream: StreamID) { recent.insert(.broken, for: stream) }

    /// Forgets every stream.
    mutating func forgetAll() { recent.removeAll() }
}
