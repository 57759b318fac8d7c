internal import EventLog
internal import GRDB
internal import MerkleTree
internal import Zstd

/// Looks at everything in one snapshot of the log, and goes on behind damage.
struct LogVerifier {
    let snapshot: LogSnapshot
    let progress: (Position, Position) -> Bool
    var report = LogVerification()

    /// The positions whose entries do not read, ascending, none next to another.
    var unread: [ClosedRange<Position>] = []

    /// The root of each segment's entries; the stated one where they do not read.
    var segmentRoots: [Digest?] = []

    /// The most missing segments that are looked for one by one.
    private static let missingSegmentsMax: Int64 = 65_536

    private var heads: StatedHeads
    private var trees = CandidateTrees()
    private var faults: [LogFinding.Part: EntryFaults] = [:]
    private var wrongHeads: ClosedRange<Position>?
    private var wrongHeadCount = 0
    /// How far the entries give the root that an append stated.
    private var agreedSize: Position = 0

    var db: Database { snapshot.db }

    init(snapshot: LogSnapshot, progress: @escaping (Position, Position) -> Bool) {
        self.snapshot = snapshot
        self.progress = progress
        heads = StatedHeads(snapshot: snapshot)
    }

    mutating func run(marks: SegmentChecks.Marks?, limits: DerivedTables.Limits) throws {
        // A database of its own: once SQLite has met damage, a connection writes nothing any more,
        // not even temporary tables. Without a path it is in a file that ends with it.
        let scratch = try DatabaseQueue(path: "")
        try scratch.writeWithoutTransaction { scratch in
            try scratch.execute(sql: "PRAGMA journal_mode = OFF; BEGIN")
            var derived = try DerivedTables(scratch, limits: limits)
            try run(marks: marks, &derived, scratch)
            try scratch.execute(sql: "ROLLBACK")
        }
    }

    private mutating func run(
        marks: SegmentChecks.Marks?, _ derived: inout DerivedTables, _ scratch: Database
    ) throws {
        try checkFile()
        checking(.dictionary) { try $0.checkDictionaries() }
        checking(.treeHead) { try $0.heads.loadNext() }
        guard try readSegments(SegmentChecks(marks: marks), &derived),
            try readTail(marks, &derived)
        else { return }
        endWrongHeads()
        checkEnd()
        checking(.head) { try $0.compareHeads(&derived, scratch) }
        if marks != nil { checking(.mark) { try $0.compareMarks(&derived, scratch) } }
        checking(.node) { try $0.compareNodes() }
        report.isComplete = true
    }

    mutating func find(
        _ part: LogFinding.Part, at position: Position? = nil, segment: Int64? = nil,
        _ detail: String
    ) {
        report.add(LogFinding(part, at: position, segment: segment, detail))
    }

    /// Runs one part; when the database fails in it, that is a finding and the rest goes on.
    mutating func checking(_ part: LogFinding.Part, _ body: (inout Self) throws -> Void) {
        do { try body(&self) } catch { find(part, "it does not read: \(Self.words(error))") }
    }

    /// Whether a position is one of those whose entries do not read.
    func isUnread(_ position: Position) -> Bool {
        var (low, high) = (0, unread.count)
        while low < high {
            let middle = (low + high) / 2
            if unread[middle].upperBound < position { low = middle + 1 } else { high = middle }
        }
        return low < unread.count && unread[low].contains(position)
    }

    private mutating func markUnread(_ range: ClosedRange<Position>) {
        guard let last = unread.last, last.upperBound + 1 == range.lowerBound else {
            return unread.append(range)
        }
        unread[unread.count - 1] = last.lowerBound...range.upperBound
    }
}

extension LogVerifier {
    /// Reads every segment; answers whether to go on.
    private mutating func readSegments(
        _ checks: SegmentChecks, _ derived: inout DerivedTables
    ) throws -> Bool {
        var count: Int64 = 0
        checking(.segment) { count = try $0.snapshot.segmentCount() }
        let total = max(
            (try? snapshot.head().size) ?? 0, SegmentFormat.firstPosition(of: count) - 1)
        checking(.segment) { count = try $0.segmentsWithoutLargeGap(count) }
        report.segments = count
        var dictionaries: [Int64: ZstdDictionary] = [:]
        var started: Int64 = 0
        func next() -> SegmentChecks.Run? {
            let end = min(count, started + SegmentChecks.segmentsPerRun)
            guard started < end else { return nil }
            let rows = (started..<end).map {
                snapshot.codec.row($0, dictionaries: &dictionaries, db)
            }
            started = end
            return checks.start(rows)
        }
        var run = next()
        while let current = run {
            run = next()
            for segment in current.segments() {
                try take(segment, &derived)
                let last = SegmentFormat.firstPosition(of: segment.row.number + 1) - 1
                guard progress(last, total) else { return false }
            }
        }
        return true
    }

    /// The number of segments to look for: a forged number must not make millions of findings.
    private mutating func segmentsWithoutLargeGap(_ count: Int64) throws -> Int64 {
        let rows = try Prepared(db, "SELECT count(*) FROM segment").first { $0.integer(0) } ?? 0
        guard count - rows > Self.missingSegmentsMax else { return count }
        find(.segment, "segments are numbered up to \(count - 1), and there are \(rows)")
        let sql = "SELECT number FROM segment ORDER BY number LIMIT 1 OFFSET ?"
        var inRow: Int64 = 0
        // The segments in a row from the first on, found by halving: numbers only ascend.
        var high = rows
        while inRow < high {
            let middle = (inRow + high) / 2
            let number = try Prepared(db, sql).first(.integer(middle)) { $0.integer(0) }
            if number == middle { inRow = middle + 1 } else { high = middle }
        }
        return inRow
    }

    private mutating func take(
        _ checked: CheckedSegment, _ derived: inout DerivedTables
    ) throws {
        let (number, stated) = (checked.row.number, checked.row.stated)
        let first = SegmentFormat.firstPosition(of: number)
        let last = SegmentFormat.firstPosition(of: number + 1) - 1
        guard checked.isRead else {
            find(
                .segment, at: first, segment: number,
                checked.fault.map(Self.words) ?? "there is no segment \(number)")
            markUnread(first...last)
            while let next = heads.next, next.size < last { leaveHeadOut() }
            trees.append(found: nil, stated: stated)
            segmentRoots.append(stated)
            return checkHeads(at: last, MerkleFrontier())
        }
        var unsealed = MerkleFrontier()
        for index in checked.leaves.indices {
            let position = first + Int64(index)
            // Most segments lie within one append, whose head is that of all of them.
            guard position < last, let next = heads.next, next.size <= position else { continue }
            for leaf in checked.leaves[Int(unsealed.size)...index] { unsealed.append(leaf) }
            checkHeads(at: position, unsealed)
        }
        try take(checked.entries, .segment, &derived)
        tellFaults(segment: number)
        if checked.root != stated {
            find(
                .segment, at: first, segment: number,
                "segment \(number) states the root \(stated?.hex ?? "of no digest"), its entries "
                    + "give \(checked.root?.hex ?? "none")")
        }
        trees.append(found: checked.root, stated: stated)
        segmentRoots.append(checked.root)
        checkHeads(at: last, MerkleFrontier())
    }

    /// Reads the events that no segment holds; answers whether to go on.
    private mutating func readTail(
        _ marks: SegmentChecks.Marks?, _ derived: inout DerivedTables
    ) throws -> Bool {
        var unsealed = MerkleFrontier()
        var next = SegmentFormat.firstPosition(of: report.segments)
        var rows: [(position: Position, entry: [UInt8])] = []
        checking(.tail) {
            // A tail has fewer rows than a segment; more are not worth reading.
            let sql = "SELECT position, entry FROM tail ORDER BY position LIMIT ?"
            try Prepared($0.db, sql).rows(.integer(Int64(SegmentFormat.eventsPerSegment))) { row in
                rows.append((try row.position(0), row.blob(1)))
                return true
            }
        }
        for (position, bytes) in rows {
            guard position >= next else {
                find(.tail, at: position, "event \(position) stands in a segment and in the tail")
                continue
            }
            if position > next {
                find(.tail, at: next, "events \(next) to \(position - 1) are missing")
                markUnread(next...(position - 1))
                trees.close()
            }
            unsealed.append(MerkleTree.leafHash(bytes))
            var entry = CheckedEntries()
            entry.read(bytes[...], at: position, marks)
            try take(entry, .tail, &derived)
            checkHeads(at: position, unsealed)
            next = position + 1
        }
        tellFaults(segment: nil)
        if let root = trees.root(with: unsealed) {
            report.head = LogHead(size: next - 1, root: root)
        }
        return progress(next - 1, next - 1)
    }

    /// Takes entries one after the other, and follows their streams.
    private mutating func take(
        _ entries: CheckedEntries, _ part: LogFinding.Part, _ derived: inout DerivedTables
    ) throws {
        for (place, mark) in entries.marks { derived.add(mark, of: entries.links[place].stream) }
        var (names, unreadable) = (entries.names[...], entries.faults[...])
        for (place, link) in entries.links.enumerated() {
            report.events += 1
            report.entryBytes += Int64(link.bytes)
            if unreadable.first?.place == place, let error = unreadable.popFirst()?.error {
                guard case EventStoreError.corrupted(_, let detail) = error else { throw error }
                faults[part, default: EntryFaults(link.position, detail)].count += 1
                markUnread(link.position...link.position)
                continue
            }
            let name = names.first?.place == place ? names.popFirst()?.name : nil
            guard let fault = try derived.add(link, name: name), !isUnread(link.previous),
                !isUnread(link.stream)
            else { continue }
            faults[.chain, default: EntryFaults(link.position, fault)].count += 1
        }
    }

    /// Tells of the entries of one segment, or of the tail, as one finding of each kind.
    private mutating func tellFaults(segment: Int64?) {
        for (part, found) in faults.sorted(by: { $0.value.first < $1.value.first }) {
            let what = part == .chain ? "do not follow the one before" : "do not read"
            find(
                part, at: found.first, segment: segment,
                found.count == 1
                    ? found.detail : "\(found.count) entries \(what); the first: \(found.detail)")
        }
        faults = [:]
    }

    /// Compares what appends stated with the tree as it stands at a position.
    private mutating func checkHeads(at position: Position, _ unsealed: MerkleFrontier) {
        while let next = heads.next, next.size <= position {
            guard next.size == position, let agrees = trees.agrees(next.root, with: unsealed)
            else {
                leaveHeadOut()
                continue
            }
            report.treeHeads += 1
            if agrees {
                endWrongHeads()
                agreedSize = position
            } else {
                wrongHeads = (wrongHeads?.lowerBound ?? position)...position
                wrongHeadCount += 1
            }
            checking(.treeHead) { try $0.heads.loadNext() }
        }
    }

    private mutating func leaveHeadOut() {
        report.treeHeadsUnchecked += 1
        checking(.treeHead) { try $0.heads.loadNext() }
    }

    /// Tells of tree heads one after the other that do not agree, as one finding.
    private mutating func endWrongHeads() {
        guard let range = wrongHeads else { return }
        let sizes =
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
        find(
            .treeHead, at: range.lowerBound,
            "\(wrongHeadCount) appends, of sizes \(sizes), stated another root than the entries "
                + "up to there give; up to event \(agreedSize) all is as stated")
        wrongHeads = nil
        wrongHeadCount = 0
    }

    /// The log must end where the newest append says it does.
    private mutating func checkEnd() {
        let end = report.head?.size ?? unread.last?.upperBound ?? 0
        while heads.next != nil { leaveHeadOut() }
        let stated = heads.latest?.size ?? 0
        if stated > end, report.head != nil {
            report.head = nil
            markUnread((end + 1)...stated)
            find(
                .tail, at: end + 1,
                "the newest append made \(stated) events, only \(end) are here")
        } else if stated < end, report.head != nil {
            find(
                .treeHead, at: stated + 1,
                "the newest append made \(stated) events, and \(end) are here")
        }
    }

    /// An error as part of a finding.
    static func words(_ error: any Error) -> String {
        if case .corrupted(_, let detail)? = error as? EventStoreError { return detail }
        return (error as? DatabaseError)?.message ?? "\(error)"
    }
}

/// Entries that do not read, or do not follow those before them.
private struct EntryFaults {
    let first: Position
    let detail: String
    var count = 0

    init(_ first: Position, _ detail: String) {
        self.first = first
        self.detail = detail
    }
}
