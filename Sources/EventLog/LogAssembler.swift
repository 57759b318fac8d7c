internal import CBOR
internal import MerkleTree
public import Units

/// Decides what a batch of appends becomes and encodes it, without writing anything.
///
/// Every backend uses it inside its own transaction: what stands is in ``entries``,
/// ``changedHeads`` and ``marks`` afterwards, and the backend writes just that.
public struct LogAssembler: Sendable {
    /// The size of the log before the batch.
    public let base: Position

    /// The ledger's clock for this batch.
    public let recordedAt: Instant

    /// The encoded entries.
    public private(set) var entries = EntryBuffer()

    /// Where streams stand after the batch: those that were known before it, and those it asked for.
    public private(set) var heads: StreamHeads

    /// The marks that the batch adds; the same one may stand here twice.
    public private(set) var marks: [(digest: MarkDigest, stream: StreamID)] = []

    /// The places among the heads that the batch changed.
    private var changed: [Int] = []

    /// The places of an append's parts, kept to use the memory again.
    private var places: [Int] = []

    private var scratch = CBORWriter(reserving: 512)

    /// Starts a batch upon a log of some size.
    ///
    /// - Parameters:
    ///   - base: The size of the log.
    ///   - recordedAt: The ledger's clock for this batch.
    ///   - heads: Where streams stand, as far as the writer knows; the others are looked up.
    public init(base: Position, recordedAt: Instant, heads: StreamHeads = StreamHeads()) {
        self.base = base
        self.recordedAt = recordedAt
        self.heads = heads
    }

    /// Where the streams stand that the batch changed, in order of their first events.
    public var changedHeads: [StreamHead] {
        changed.map { heads[$0] }.sorted { $0.id < $1.id }
    }

    /// The size of the log after what stands so far.
    public var size: Position { base + Int64(entries.count) }

    /// Decides and encodes the appends of a batch, in order.
    ///
    /// - Parameters:
    ///   - batch: The appends.
    ///   - source: The log as it stands before the batch.
    /// - Returns: What becomes of each, once the backend has committed.
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for a request outside the contract, or what
    ///   the source throws; the assembler must not be used after that.
    public mutating func append(
        _ batch: [Append], reading source: inout some LogSource
    ) throws(EventStoreError) -> [AppendResult] {
        var results: [AppendResult] = []
        results.reserveCapacity(batch.count)
        if entries.count == 0 { entries = EntryBuffer(roomFor: batch) }
        for append in batch {
            try AppendRules.check(append)
            results.append(try self.append(append, reading: &source))
        }
        return results
    }

    private mutating func append(
        _ append: Append, reading source: inout some LogSource
    ) throws(EventStoreError) -> AppendResult {
        places.removeAll(keepingCapacity: true)
        var isAsExpected = true
        for part in append.parts {
            let place = try place(of: part.stream, reading: &source)
            places.append(place)
            isAsExpected = isAsExpected && heads[place].version == part.expected
        }
        guard isAsExpected else {
            return try refusal(of: append, heads: places.map { heads[$0] }, reading: &source)
        }
        let first = size + 1
        for (part, place) in zip(append.parts, places) { try write(part, at: place) }
        return .appended(first: first, count: Int(size - first + 1))
    }

    /// The place of a stream's head, with version 0 for one that does not exist.
    private mutating func place(
        of name: StreamName, reading source: inout some LogSource
    ) throws(EventStoreError) -> Int {
        if let place = heads.place(of: name) { return place }
        let head = try source.streamHead(name)
        return heads.add(head ?? StreamHead(id: 0, name: name, version: 0, last: 0))
    }

    private mutating func write(_ part: StreamAppend, at place: Int) throws(EventStoreError) {
        guard !part.events.isEmpty else { return }
        var head = heads[place]
        if head.last <= base { changed.append(place) }
        for event in part.events {
            let position = size + 1
            let isFirst = head.version == 0
            scratch.removeAll(keepingCapacity: true)
            Entry.write(
                event, name: isFirst ? part.stream : nil, after: head,
                recordedAt: event.recordedAt ?? recordedAt, to: &scratch)
            try entries.append(scratch.bytes)
            head = StreamHead(
                id: isFirst ? position : head.id, name: part.stream, version: head.version + 1,
                last: position)
            for mark in event.marks { marks.append((mark.digest, head.id)) }
        }
        heads[place] = head
    }
}

extension LogAssembler {
    /// Why an append does not stand: it was recorded before, its key was, or a stream moved on.
    private func refusal(
        of append: Append, heads: [StreamHead], reading source: inout some LogSource
    ) throws(EventStoreError) -> AppendResult {
        var conflict: AppendResult?
        var repeated: [Position] = []
        for (part, head) in zip(append.parts, heads) where part.expected != head.version {
            if conflict == nil {
                conflict = .conflict(
                    stream: part.stream, expected: part.expected, actual: head.version)
            }
            guard let key = part.events.first?.key else { continue }
            let held = try holders(of: key.text, in: head, reading: &source)
            let same = held.filter { $0.digest == key.digest }
            if same.isEmpty, let other = held.first {
                return .keyConflict(stream: part.stream, key: key.text, position: other.position)
            }
            repeated += same.map(\.position)
        }
        if !repeated.isEmpty { return .repeated(positions: repeated.sorted()) }
        return conflict ?? .appended(first: size + 1, count: 0)
    }

    /// The events of a stream that carry a key, oldest first.
    private func holders(
        of key: String, in head: StreamHead, reading source: inout some LogSource
    ) throws(EventStoreError) -> [(position: Position, digest: [UInt8])] {
        var held: [(position: Position, digest: [UInt8])] = []
        var pending = PendingSource(assembler: self, source: source)
        try pending.walkBack(from: head) { entry in
            if entry.hasKey, let found = entry.key,
                found.text.utf8.elementsEqual(key.utf8)
            {
                held.append((entry.position, found.digest))
            }
            return true
        }
        source = pending.source
        return held.reversed()
    }
}

/// The log as a later append of a batch sees it: what is stored, and what the batch adds.
private struct PendingSource<Source: LogSource>: LogSource {
    let assembler: LogAssembler
    var source: Source

    mutating func streamHead(_ name: StreamName) throws(EventStoreError) -> StreamHead? {
        guard let place = assembler.heads.place(of: name) else {
            return try source.streamHead(name)
        }
        let head = assembler.heads[place]
        return head.version > 0 ? head : nil
    }

    mutating func entry(at position: Position) throws(EventStoreError) -> Entry {
        guard position > assembler.base else { return try source.entry(at: position) }
        return try Entry(
            position: position,
            bytes: assembler.entries[Int(position - assembler.base - 1)])
    }
}
