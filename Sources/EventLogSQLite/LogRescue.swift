public import EventLog
internal import GRDB
internal import MerkleTree
internal import Units
internal import Zstd

/// Reads what is left of a damaged log, piece by piece, and goes on behind damage.
///
/// An event counts when a hash says so: the root that its segment states, the tree node above it,
/// or the root that an append stated. What reads but cannot be proven is told apart.
public struct LogRescue {
    private let store: SQLiteEventStore
    private let segments: Int64
    private var number: Int64 = 0
    private var isAtEnd = false
    private var trees = CandidateTrees()

    /// The number of events that the newest append stated, or else of which there are traces.
    public let size: Position

    /// Looks at how far a damaged log reaches.
    ///
    /// - Parameter store: The log, open for reading.
    /// - Throws: ``EventStoreError`` when not even that can be read.
    public init(_ store: SQLiteEventStore) async throws {
        self.store = store
        (segments, size) = try await store.readers.read("look at the log") { snapshot in
            let segments = try snapshot.presentSegments()
            let stated = (try? snapshot.head().size) ?? 0
            let tail = try? Prepared(snapshot.db, "SELECT coalesce(max(position), 0) FROM tail")
                .first { try $0.position(0) }
            let traces = max(SegmentFormat.firstPosition(of: segments) - 1, tail ?? 0)
            // A stated size far beyond all traces is damage itself.
            let isPlausible = stated - traces <= Int64(EventLogLimits.eventsPerBatchMax)
            return (segments, isPlausible ? max(stated, traces) : traces)
        }
    }

    /// The next events in order of position; `nil` behind the last.
    ///
    /// - Throws: ``EventStoreError`` when the file cannot be read at all; damage is a finding.
    public mutating func next() async throws -> [RescuedEvent]? {
        guard number < segments else {
            defer { isAtEnd = true }
            return isAtEnd ? nil : try await tail()
        }
        let wanted = number
        number += 1
        let piece = try await store.readers.read("read a segment") { $0.rescue(wanted) }
        trees.append(found: piece.root, stated: piece.stated)
        return piece.events
    }

    private func tail() async throws -> [RescuedEvent] {
        let first = SegmentFormat.firstPosition(of: segments)
        guard first <= size else { return [] }
        let (trees, last) = (trees, size)
        return try await store.readers.read("read the tail") { snapshot in
            snapshot.rescueTail(first...last, behind: trees)
        }
    }
}

extension LogSnapshot {
    /// The segments there are room for: up to the last one, unless its number makes no sense.
    fileprivate func presentSegments() throws -> Int64 {
        let rows = try Prepared(db, "SELECT count(*) FROM segment").first { $0.integer(0) } ?? 0
        let count = (try? segmentCount()) ?? rows
        // Each missing segment is told of event by event; a forged number must not make millions.
        return min(count, 2 * rows + 1_024)
    }

    /// The events of a segment, its root by its entries, and the one it states.
    fileprivate func rescue(
        _ number: Int64
    ) -> (events: [RescuedEvent], root: Digest?, stated: Digest?) {
        let first = SegmentFormat.firstPosition(of: number)
        let positions = first..<SegmentFormat.firstPosition(of: number + 1)
        let sql = "SELECT root FROM segment WHERE number = ?"
        let bytes = try? Prepared(db, sql).first(.integer(number)) { $0.blob(0) }
        let stated = bytes.flatMap { Digest(bytes: $0) }
        let segment: Segment
        do {
            guard let found = try codec.segment(number, db) else {
                return (positions.lost("segment \(number) is missing"), nil, stated)
            }
            segment = found
        } catch {
            return (positions.lost("segment \(number) does not read"), nil, stated)
        }
        let root = segment.computeRoot()
        let isProven = root == stated || isBelowStoredNode(root, number)
        let events = positions.map { position in
            let entry = try? segment.entry(at: position)
            let fault =
                entry == nil
                ? "it does not read"
                : isProven ? nil : "segment \(number) does not have the root it states"
            return RescuedEvent(position: position, entry: entry, fault: fault)
        }
        return (events, isProven ? root : nil, stated)
    }

    /// Whether the tree node above two segments is as it would be with a root for one of them.
    private func isBelowStoredNode(_ root: Digest, _ number: Int64) -> Bool {
        guard
            let other = try? Prepared(db, "SELECT root FROM segment WHERE number = ?")
                .first(.integer(number ^ 1), body: { Digest(bytes: $0.blob(0)) }) ?? nil,
            let node = try? Prepared(db, "SELECT hash FROM node WHERE level = ? AND position = ?")
                .first(
                    .integer(Int64(SegmentFormat.rootLevel + 1)), .integer(number / 2),
                    body: { $0.blob(0) })
        else { return false }
        let pair = number % 2 == 0 ? (root, other) : (other, root)
        return MerkleTree.nodeHash(pair.0, pair.1).bytes == node
    }

    /// The events that no segment holds, as far as what appends stated proves them.
    fileprivate func rescueTail(
        _ positions: ClosedRange<Position>, behind trees: CandidateTrees
    ) -> [RescuedEvent] {
        var entries: [Entry?] = []
        var unsealed = MerkleFrontier()
        var isGapless = true
        var proven: Position = positions.lowerBound - 1
        var refuted: Position?
        for position in positions {
            let bytes = try? Prepared(db, "SELECT entry FROM tail WHERE position = ?")
                .first(.integer(position)) { $0.blob(0) }
            let entry = bytes.flatMap { try? Entry(position: position, bytes: $0[...]) }
            entries.append(entry)
            if let bytes { unsealed.append(MerkleTree.leafHash(bytes)) } else { isGapless = false }
            let stated = try? Prepared(db, "SELECT root FROM tree_head WHERE size = ?")
                .first(.integer(position), body: { Digest(bytes: $0.blob(0)) })
            guard isGapless, let stated = stated ?? nil else { continue }
            switch trees.agrees(stated, with: unsealed) {
            case true: proven = position
            case false: refuted = refuted ?? position
            case nil: break
            }
        }
        return zip(positions, entries).map { position, entry in
            let fault: String? =
                entry == nil
                ? "it does not read, or is not there"
                : position > proven && refuted != nil
                    ? "no hash that is left proves it" : nil
            return RescuedEvent(position: position, entry: entry, fault: fault)
        }
    }
}

extension Range<Position> {
    fileprivate func lost(_ fault: String) -> [RescuedEvent] {
        map { RescuedEvent(position: $0, entry: nil, fault: fault) }
    }
}
