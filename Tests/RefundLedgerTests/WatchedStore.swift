import EventLog
import Units

/// A store that counts what is appended, and can be told to wait or to fail.
actor WatchedStore: EventStore {
    /// How many batches were appended.
    private(set) var batches = 0

    /// The most events that one batch held.
    private(set) var eventsInLargestBatch = 0

    /// How many streams were read.
    private(set) var streamsRead = 0

    /// How many streams were asked about by name.
    private(set) var streamsAskedAbout = 0

    /// Whether an append waits at the gate.
    private(set) var isSomeoneWaiting = false

    private let base: any EventStore
    private var isGateClosed: Bool
    private var failures = 0
    private var gate: CheckedContinuation<Void, Never>?

    /// Watches a store; a closed gate holds the first append until ``openGate()``.
    init(_ base: any EventStore, gateClosed: Bool = false) {
        self.base = base
        isGateClosed = gateClosed
    }

    /// Lets the append that waits go on, and all later ones.
    func openGate() {
        isGateClosed = false
        gate?.resume()
        gate = nil
    }

    /// Makes the next append fail, as a full disk would.
    func failOnce() { failures += 1 }

    func append(
        _ batch: [Append], recordedAt: Instant
    ) async throws(EventStoreError) -> [AppendResult] {
        batches += 1
        let events = batch.reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.events.count } }
        eventsInLargestBatch = max(eventsInLargestBatch, events)
        if isGateClosed {
            isSomeoneWaiting = true
            await withCheckedContinuation { gate = $0 }
        }
        guard failures == 0 else {
            failures -= 1
            throw .unavailable(operation: "append", detail: "the disk is full")
        }
        return try await base.append(batch, recordedAt: recordedAt)
    }

    func read(
        _ stream: StreamName, through position: Position?
    ) async throws(EventStoreError) -> [Entry] {
        streamsRead += 1
        return try await base.read(stream, through: position)
    }

    func readAll(after position: Position, limit: Int) async throws(EventStoreError) -> [Entry] {
        try await base.readAll(after: position, limit: limit)
    }

    func head() async throws(EventStoreError) -> LogHead { try await base.head() }

    func streams(
        after stream: StreamID, limit: Int
    ) async throws(EventStoreError) -> [StreamHead] {
        try await base.streams(after: stream, limit: limit)
    }

    func streamHead(_ name: StreamName) async throws(EventStoreError) -> StreamHead? {
        streamsAskedAbout += 1
        return try await base.streamHead(name)
    }

    func find(_ mark: Mark) async throws(EventStoreError) -> [StreamID] {
        try await base.find(mark)
    }
}
