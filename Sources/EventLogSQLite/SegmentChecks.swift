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

    convenience init(marks: Marks?) { self.init { Lane(marks: marks, readsEntries: true) } }

    /// Works out roots alone; what entries say is not looked at.
    static func ofHashes() -> SegmentChecks {
        SegmentChecks { Lane(marks: nil, readsEntries: false) }
    }

    private init(_ lane: () -> Lane) {
        lanes = (0..<max(1, ProcessInfo.processInfo.activeProcessorCount)).map { _ in lane() }
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
        private let readsEntries: Bool
        private let decompressors = Mutex<[Int64?: ZstdDecompressor]>([:])

        init(marks: Marks?, readsEntries: Bool) {
            self.marks = marks
            self.readsEntries = readsEntries
        }

        func check(_ row: SegmentRow) -> CheckedSegment {
            guard let stored = row.stored else {
                return CheckedSegment(row: row, isRead: false, fault: row.fault)
            }
            do {
                let segment = try stored.decode(with: try decompressor(stored, row.dictionary))
                var checked = CheckedSegment(row: row, isRead: true, fault: nil)
                checked.leaves = segment.leaves
                checked.root = try MerkleTree.perfectRoot(of: checked.leaves[...])
                guard readsEntries else { return checked }
                for (index, range) in segment.ranges.enumerated() {
                    checked.entries.read(
                        segment.content[range], at: segment.firstPosition + Int64(index), marks)
                }
                return checked
            } catch {
                return CheckedSegment(row: row, isRead: false, fault: error)
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
    /// Whether its content was found and taken apart.
    let isRead: Bool
    /// Why it does not read; `nil` for one that is not there.
    let fault: (any Error)?
    /// The hashes of its entries.
    var leaves: [Digest] = []
    /// The root that they give.
    var root: Digest?
    /// What the entries say.
    var entries = CheckedEntries()
}

/// What entries one after the other say of their streams and of the indexes.
///
/// Most have neither a name nor marks, so those stand apart, and what there is for each entry
/// holds no references.
struct CheckedEntries: Sendable {
    /// One for each entry; without a meaning for those that do not read.
    private(set) var links: [EntryLink] = []
    /// The names that streams begin with, by place.
    private(set) var names: [(place: Int, name: StreamName)] = []
    /// The marks that must be in the index, by place.
    private(set) var marks: [(place: Int, mark: MarkDigest)] = []
    /// Why entries do not read, by place.
    private(set) var faults: [(place: Int, error: any Error)] = []

    /// Takes the next entry.
    mutating func read(
        _ bytes: ArraySlice<UInt8>, at position: Position, _ marks: SegmentChecks.Marks?
    ) {
        let place = links.count
        do {
            let entry = try Entry(position: position, bytes: bytes)
            for mark in try marks?(entry) ?? [] { self.marks.append((place, mark.digest)) }
            if let name = entry.name { names.append((place, name)) }
            links.append(EntryLink(entry))
        } catch {
            faults.append((place, error))
            links.append(EntryLink(unreadAt: position, bytes: bytes.count))
        }
    }
}

/// Where an entry says that it stands in its stream.
struct EntryLink: Sendable {
    let position: Position
    var stream: StreamID = 0
    var version: StreamVersion = 0
    var previous: Position = 0
    /// The size of the entry.
    let bytes: Int

    init(_ entry: Entry) {
        (position, stream) = (entry.position, entry.stream)
        (version, previous) = (entry.version, entry.previous)
        bytes = entry.bytes.count
    }

    init(unreadAt position: Position, bytes: Int) {
        self.position = position
        self.bytes = bytes
    }
}
