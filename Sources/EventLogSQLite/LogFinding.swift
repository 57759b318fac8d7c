public import EventLog

/// Something in a ledger's file that is not as the log was written.
public struct LogFinding: Equatable, Sendable {
    /// The part of the file that is wrong.
    public enum Part: String, CaseIterable, Sendable {
        /// The database as SQLite sees it.
        case file
        /// The tables and the triggers that guard them.
        case guards
        /// The one row that says what the file is.
        case ledger
        /// A dictionary that segments need.
        case dictionary
        /// A segment of 256 events.
        case segment
        /// The newest events, which no segment holds.
        case tail
        /// The sizes and roots that appends stated.
        case treeHead = "tree_head"
        /// The links from each event of a stream to the one before it.
        case chain
        /// The index of streams.
        case head
        /// The index of marks.
        case mark
        /// The index of tree nodes above segments.
        case node
    }

    /// The part that is wrong.
    public let part: Part

    /// The first position that is concerned; `nil` when no event is.
    public let position: Position?

    /// What was expected and what was found.
    public let detail: String

    /// The segment that is concerned, counted from 0; `nil` when none is.
    public let segment: Int64?

    init(_ part: Part, at position: Position?, segment: Int64? = nil, _ detail: String) {
        self.part = part
        self.position = position
        self.segment = segment
        self.detail = detail
    }
}

/// What came of looking at everything in a ledger's file.
public struct LogVerification: Equatable, Sendable {
    /// What is wrong; empty for a sound ledger.
    public internal(set) var findings: [LogFinding] = []

    /// How many more findings there are than ``findings`` has room for.
    public internal(set) var findingsLeftOut = 0

    /// The number of events that were read and hashed.
    public internal(set) var events: Position = 0

    /// The number of sealed segments.
    public internal(set) var segments: Int64 = 0

    /// The number of appends whose stated root was compared.
    public internal(set) var treeHeads: Int64 = 0

    /// The number of appends whose root cannot be computed any more, because events are missing.
    public internal(set) var treeHeadsUnchecked: Int64 = 0

    /// Size and root as computed from the entries; `nil` when events are missing.
    public internal(set) var head: LogHead?

    /// The size of the database in bytes, all of which was read.
    public internal(set) var fileBytes: Int64 = 0

    /// The size of all entries in bytes, all of which were hashed.
    public internal(set) var entryBytes: Int64 = 0

    /// Whether it went through to the end.
    public internal(set) var isComplete = false

    /// The most findings that are kept.
    public static let findingsMax = 100_000

    mutating func add(_ finding: LogFinding) {
        guard findings.count < Self.findingsMax else { return findingsLeftOut += 1 }
        findings.append(finding)
    }
}
