internal import Dispatch
internal import EventLog
internal import Foundation
internal import MerkleTree
internal import Synchronization
internal import Zstd

/// Decompresses, hashes and reads segments side by side, and gives them back in their order.
///
/// What can be said of one segment alone is found out here, on every core; what follows from its
/// neighbours is left to whoever takes them. While those of one run are taken, those of the next
/// are worked on, so at most two runs are in memory.
final class SegmentChecks: Sendable {
    typealias Marks = @Sendable (Entry) throws -> [Mark]

    /// Segments that are handed out together: some 8,192 events.
    static let segmentsPerRun: Int64 = 32

    private let lanes: [Lane]

    init(marks: Marks?) {
        lanes = (0..<max(1, ProcessInfo.processInfo.activeProcessorCount)).map { _ in
            Lane(marks: marks)
        }
    }

    /// Starts to work on some segments.
    func start(_ rows: [SegmentRow]) -> Run {
        let run = Run(rows)
        for lane in lanes {
            DispatchQueue.global().async(group: run.group) { run.work(lane) }
        }
        return run
    }

    /// Some segments in a row that are being worked on.
    final class Run: Sendable {
        fileprivate let group = DispatchGroup()
        private let rows: [SegmentRow]
        private let next = Atomic<Int>(0)
        private let checked: Mutex<[CheckedSegment?]>

        fileprivate init(_ rows: [SegmentRow]) {
            self.rows = rows
            checked = Mutex(Array(repeating: nil, count: rows.count))
        }

        /// The segments in their order; waits for those that are not ready.
        func segments() -> [CheckedSegment] {
            group.wait()
            return checked.withLock { $0.compactMap(\.self) }
        }

        fileprivate func work(_ lane: Lane) {
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < rows.count else { return }
                let segment = lane.check(rows[place])
                checked.withLock { $0[place] = segment }
            }
        }
    }

    /// What works on one segment at a time.
    fileprivate final class Lane: Sendable {
        private let marks: Marks?
        private let decompressors = Mutex<[Int64?: ZstdDecompressor]>([:])

        init(marks: Marks?) { self.marks = marks }

        func check(_ row: SegmentRow) -> CheckedSegment {
            guard let stored = row.stored else {
                return CheckedSegment(row: row, segment: nil, fault: row.fault)
            }
            do {
                let segment = try stored.decode(with: try decompressor(stored, row.dictionary))
                var checked = CheckedSegment(row: row, segment: segment, fault: nil)
                checked.leaves = segment.leaves
                checked.root = try MerkleTree.perfectRoot(of: checked.leaves[...])
                checked.entries = segment.ranges.enumerated().map { index, range in
                    read(segment.content[range], segment.firstPosition + Int64(index))
                }
                return checked
            } catch {
                return CheckedSegment(row: row, segment: nil, fault: error)
            }
        }

        private func decompressor(
            _ stored: StoredSegment, _ dictionary: ZstdDictionary?
        ) throws -> ZstdDecompressor {
            if let known = decompressors.withLock({ $0[stored.dictionary] }) { return known }
            let new = try ZstdDecompressor(dictionary: dictionary)
            decompressors.withLock { $0[stored.dictionary] = new }
            return new
        }

        private func read(
            _ bytes: ArraySlice<UInt8>, _ position: Position
        ) -> Result<CheckedEntry, any Error> {
            Result {
                let entry = try Entry(position: position, bytes: bytes)
                return CheckedEntry(entry: entry, marks: try marks?(entry).map(\.digest) ?? [])
            }
        }
    }
}

/// What the database holds of a segment.
struct SegmentRow: Sendable {
    let number: Int64
    /// The root that is stated; `nil` without a row, or when it is no digest.
    var stated: Digest?
    /// The compressed content; `nil` when it could not be read.
    var stored: StoredSegment?
    var dictionary: ZstdDictionary?
    /// Why the content could not be read; `nil` when there is no such row.
    var fault: (any Error)?
}

/// A segment and everything that can be said of it alone.
struct CheckedSegment: Sendable {
    let row: SegmentRow
    /// Its content; `nil` when it does not read.
    let segment: Segment?
    /// Why it does not read; `nil` for one that is not there.
    let fault: (any Error)?
    /// The hashes of its entries.
    var leaves: [Digest] = []
    /// The root that they give.
    var root: Digest?
    /// The entries, or why they do not read.
    var entries: [Result<CheckedEntry, any Error>] = []
}

/// An entry, and the marks that it must have in the index.
struct CheckedEntry: Sendable {
    let entry: Entry
    let marks: [MarkDigest]
}
