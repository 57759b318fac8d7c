public import Units

/// An append-only log of events, cut into streams.
///
/// There is no way to change or remove an event: the protocol has no verb for it. A new backend
/// conforms to this protocol and passes `EventStoreContract`; nothing else in the project moves.
public protocol EventStore: Sendable {
    /// Appends a batch; each append of it stands or falls alone.
    ///
    /// Later appends of the batch see earlier ones. All that stand become durable together, in one
    /// transaction, before this returns; if it throws, none stands.
    ///
    /// Keys: when a part's expected version does not match and its first event carries a key that
    /// the stream already holds, the append is ``AppendResult/repeated(positions:)`` if the
    /// digests agree and ``AppendResult/keyConflict(stream:key:position:)`` if they do not.
    ///
    /// - Parameters:
    ///   - batch: The appends, in the order in which they are tried.
    ///   - recordedAt: The ledger's clock, UTC milliseconds; the same for all.
    /// - Returns: One result for each append, in order.
    /// - Throws: ``EventStoreError``; nothing of the batch was written unless it says otherwise.
    nonisolated(nonsending) func append(
        _ batch: [Append], recordedAt: Instant
    ) async throws(EventStoreError) -> [AppendResult]

    /// Reads one stream, oldest event first; empty when nothing was ever appended to it.
    ///
    /// - Parameters:
    ///   - stream: The stream's name.
    ///   - position: Read the stream as it was at this position; `nil` for now.
    /// - Returns: The stream's events.
    /// - Throws: ``EventStoreError`` when the store cannot be read.
    nonisolated(nonsending) func read(
        _ stream: StreamName, through position: Position?
    ) async throws(EventStoreError) -> [Entry]

    /// Reads the whole log in order of position, one page at a time.
    ///
    /// - Parameters:
    ///   - position: The last position already seen; 0 to start from the beginning.
    ///   - limit: The most events to return, from 1 to ``EventLogLimits/pageMax``.
    /// - Returns: The next events in order; empty at the end of the log.
    /// - Throws: ``EventStoreError`` when the store cannot be read.
    func readAll(after position: Position, limit: Int) async throws(EventStoreError) -> [Entry]

    /// Where the log stands.
    nonisolated(nonsending) func head() async throws(EventStoreError) -> LogHead

    /// Lists streams in the order of their first events, one page at a time.
    ///
    /// - Parameters:
    ///   - stream: The last stream already seen; 0 to start from the beginning.
    ///   - limit: The most streams to return, from 1 to ``EventLogLimits/pageMax``.
    /// - Returns: The next streams in order; empty at the end.
    /// - Throws: ``EventStoreError`` when the store cannot be read.
    func streams(
        after stream: StreamID, limit: Int
    ) async throws(EventStoreError) -> [StreamHead]

    /// Where a stream stands; `nil` when nothing was ever appended to it.
    nonisolated(nonsending) func streamHead(
        _ name: StreamName
    ) async throws(EventStoreError) -> StreamHead?

    /// Where some streams stand, in the order asked for; `nil` for those without any event.
    ///
    /// Cheaper than asking for one after the other: a group of actions asks once.
    nonisolated(nonsending) func streamHeads(
        _ names: [StreamName]
    ) async throws(EventStoreError) -> [StreamHead?]

    /// The streams that carry a mark, oldest first; at most
    /// ``EventLogLimits/streamsPerMarkMax``.
    nonisolated(nonsending) func find(_ mark: Mark) async throws(EventStoreError) -> [StreamID]

    /// The streams that carry some marks, in the order asked for.
    ///
    /// Cheaper than asking for one after the other: a group of actions asks once.
    nonisolated(nonsending) func find(
        _ marks: [Mark]
    ) async throws(EventStoreError) -> [[StreamID]]

    /// The marks that more than one stream carries, with these streams, oldest first.
    ///
    /// For whoever goes through the whole log, one pass over all marks is cheaper than looking each
    /// of them up.
    ///
    /// - Parameter limit: The most such marks.
    /// - Returns: The marks; `nil` when there are more, or the store would rather be asked for each.
    /// - Throws: ``EventStoreError`` when the store cannot be read.
    func sharedMarks(
        atMost limit: Int
    ) async throws(EventStoreError) -> [MarkDigest: [StreamID]]?
}

/// What a store that is not asked often need not do at once.
extension EventStore {
    public nonisolated(nonsending) func streamHeads(
        _ names: [StreamName]
    ) async throws(EventStoreError) -> [StreamHead?] {
        var heads: [StreamHead?] = []
        for name in names { heads.append(try await streamHead(name)) }
        return heads
    }

    public nonisolated(nonsending) func find(
        _ marks: [Mark]
    ) async throws(EventStoreError) -> [[StreamID]] {
        var found: [[StreamID]] = []
        for mark in marks { found.append(try await find(mark)) }
        return found
    }

    public func sharedMarks(
        atMost limit: Int
    ) async throws(EventStoreError) -> [MarkDigest: [StreamID]]? { nil }
}
