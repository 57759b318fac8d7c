public import EventLog
public import MerkleTree
public import TransparencyLog

/// Something that was signed about the log, or published of it, and does not agree with it.
public struct CheckpointFinding: Equatable, Sendable {
    /// Where the statement comes from: a stored checkpoint's size, or the name it was given.
    public let statement: String

    /// Whether it came from outside the ledger.
    public let isOutside: Bool

    /// The first position that may be concerned; `nil` when no event is.
    public let position: Position?

    /// What was stated and what was found.
    public let detail: String
}

/// What came of comparing a log with everything that was signed about it.
public struct CheckpointReport: Equatable, Sendable {
    /// What does not agree.
    public internal(set) var findings: [CheckpointFinding] = []

    /// The number of stored checkpoints.
    public internal(set) var stored: Int64 = 0

    /// The number of statements from outside.
    public internal(set) var outside: Int64 = 0

    /// The number of signatures by known keys, all of them right.
    public internal(set) var signatures: Int64 = 0

    /// The number of signatures by keys that are not known.
    public internal(set) var unknownSignatures: Int64 = 0
}

/// Compares a log with its stored checkpoints and with others that were kept elsewhere.
///
/// Roots come from the nodes that the store keeps; whether these follow from the entries is asked
/// by verifying the store itself.
public struct CheckpointAudit: Sendable {
    /// The most checkpoints read at a time.
    private static let pageMax = 1_024

    private let store: any TransparentStore
    private let outside: [OutsideStatement]
    private let lastSigned: SignedCheckpoint?
    private let keys: [VerifierKey]

    private var report = CheckpointReport()
    private var known: [VerifierKey] = []
    private var origin = ""
    private var end: Position = 0

    /// The sizes whose roots agreed.
    private var agreed: [Position] = []

    /// The smallest size whose root did not.
    private var disagreed: (size: Position, index: Int)?

    /// Creates an audit.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - outside: What was kept elsewhere.
    ///   - lastSigned: What was signed last, from beside the log; read before anything of the log.
    ///   - keys: Verifier keys known beside those that the ledger holds. When some are the log's
    ///     own, only these are: whoever writes a log anew puts a key of his own into it.
    public init(
        store: any TransparentStore, outside: [OutsideStatement] = [],
        lastSigned: SignedCheckpoint? = nil, keys: [VerifierKey] = []
    ) {
        self.store = store
        self.outside = outside
        self.lastSigned = lastSigned
        self.keys = keys
    }

    /// Compares everything.
    ///
    /// - Parameter check: Asked before each page; what it throws ends the work.
    /// - Returns: What was found.
    /// - Throws: ``EventStoreError`` when the log cannot be read at all.
    public func run(check: () throws -> Void = {}) async throws -> CheckpointReport {
        var audit = self
        try await audit.compare(check)
        return audit.report
    }

    private mutating func compare(_ check: () throws -> Void) async throws {
        origin = try await store.origin()
        end = try await store.head().size
        known = keys
        for text in try await store.verifierKeys() {
            do { known.append(try VerifierKey(text)) } catch {
                find("keys", "a stored verifier key does not read: \(error)")
            }
        }
        var size: Position = -1
        while let page = try await stored(after: size), let last = page.last {
            try check()
            for stored in page {
                report.stored += 1
                let name = "of \(stored.size) events"
                do { try await compare(SignedCheckpoint(stored), name, isOutside: false) } catch let
                    error as TransparencyError
                { find(name, "\(error)") }
            }
            size = last.size
        }
        if let lastSigned {
            // As a rule the newest stored one once more, whose signatures were counted.
            let counts = (report.signatures, report.unknownSignatures)
            try await compare(lastSigned, SigningKey.lastFileName, isOutside: true)
            (report.signatures, report.unknownSignatures) = counts
        }
        for statement in outside {
            try check()
            report.outside += 1
            try await compare(
                statement.checkpoint, statement.name, isOutside: true, leaves: statement.leaves)
        }
        narrow()
    }

    /// The next stored checkpoints; damage among them is a finding, and ends them.
    private mutating func stored(after size: Position) async throws -> [StoredCheckpoint]? {
        do throws(EventStoreError) {
            return try await store.checkpoints(after: size, limit: Self.pageMax)
        } catch {
            guard case .corrupted = error else { throw error }
            find("stored", "what follows the one of \(size) events does not read: \(error)")
            return nil
        }
    }

    private mutating func compare(
        _ signed: SignedCheckpoint, _ name: String, isOutside: Bool,
        leaves: (@Sendable (Int64) throws -> [Digest])? = nil
    ) async throws {
        checkSignatures(of: signed, name, isOutside)
        let checkpoint = signed.checkpoint
        guard checkpoint.origin == origin else {
            return find(
                name, isOutside: isOutside,
                "it is of the log '\(checkpoint.origin)', and this one is '\(origin)'")
        }
        guard checkpoint.size <= end else {
            return find(
                name, isOutside: isOutside, at: end + 1,
                "\(checkpoint.size) events were signed and only \(end) are here: the log was cut, "
                    + "or put back to an older state")
        }
        do {
            let root = try await store.frontier(at: checkpoint.size).root
            guard root != checkpoint.root else { return agreed.append(checkpoint.size) }
            if let leaves,
                let position = try await firstDifference(checkpoint.size, leaves: leaves)
            {
                return find(
                    name, isOutside: isOutside, at: position,
                    "event \(position) is not the one that was published: history was rewritten "
                        + "from there on")
            }
            if checkpoint.size <= disagreed?.size ?? .max {
                disagreed = (checkpoint.size, report.findings.count)
            }
            find(
                name, isOutside: isOutside,
                "the root \(checkpoint.root) was signed for \(checkpoint.size) events, and they "
                    + "give \(root): history was rewritten")
        } catch let error as EventStoreError {
            find(name, isOutside: isOutside, "it cannot be compared: \(error)")
        }
    }

    private mutating func checkSignatures(
        of signed: SignedCheckpoint, _ name: String, _ isOutside: Bool
    ) {
        var isOwn = false
        var isByOtherKey = false
        let signer = KeyName.naming(origin: signed.checkpoint.origin)
        let given = keys.filter { $0.type == .note && $0.name == signer }
        for (line, standing) in zip(signed.note.signatures, signed.note.standings(with: known)) {
            switch standing {
            case .verified(let time):
                report.signatures += 1
                let isTrusted = given.isEmpty || given.contains { $0.id == line.keyID }
                guard time == nil, line.name == signer else { break }
                if isTrusted { isOwn = true } else { isByOtherKey = true }
            case .unknown: report.unknownSignatures += 1
            case .wrong:
                find(
                    name, isOutside: isOutside,
                    "\(TransparencyError.wrongSignature(name: line.name))")
            }
        }
        guard isOwn else {
            return find(
                name, isOutside: isOutside,
                isByOtherKey
                    ? "a key of the ledger signed it that was not given: it is forged, or every key "
                        + "that the log has had must be given with --key"
                    : "no known key of the log signed it: it is forged, or its key must be given "
                        + "with --key")
        }
    }

    /// Where the log first differs from leaf hashes that were published, 256 at a time.
    private func firstDifference(
        _ size: Position, leaves: @Sendable (Int64) throws -> [Digest]
    ) async throws -> Position? {
        var position: Position = 0
        while position < size {
            let width = Int(min(Int64(Tile.fullWidth), size - position))
            guard let published = try? leaves(position / Int64(Tile.fullWidth)) else { return nil }
            let entries = try await store.readAll(after: position, limit: width)
            for (entry, leaf) in zip(entries, published)
            where MerkleTree.leafHash(entry.bytes) != leaf { return entry.position }
            position += Int64(width)
        }
        return nil
    }

    /// Says of the first root that disagrees from where on, by the last one before it that agrees.
    private mutating func narrow() {
        guard let (size, index) = disagreed else { return }
        let base = agreed.filter { $0 < size }.max() ?? 0
        let isFork = agreed.contains { $0 >= size }
        let range =
            if isFork {
                "but a checkpoint of as many or more events agrees, so two were signed that "
                    + "contradict each other"
            } else if base + 1 == size {
                "event \(size) is not the one that was signed"
            } else {
                "the first event that is not the one that was signed is between \(base + 1) and "
                    + "\(size)"
            }
        let finding = report.findings[index]
        report.findings[index] = CheckpointFinding(
            statement: finding.statement, isOutside: finding.isOutside,
            position: isFork ? nil : base + 1, detail: "\(finding.detail); \(range)")
    }

    private mutating func find(
        _ statement: String, isOutside: Bool = false, at position: Position? = nil,
        _ detail: String
    ) {
        report.findings.append(
            CheckpointFinding(
                statement: statement, isOutside: isOutside, position: position, detail: detail))
    }
}

/// A checkpoint of the log that was kept elsewhere.
public struct OutsideStatement: Sendable {
    /// Where it was kept, for a message.
    public let name: String

    /// What was signed.
    public let checkpoint: SignedCheckpoint

    /// The published leaf hashes of a tile, by its number; `nil` when none were published.
    public let leaves: (@Sendable (Int64) throws -> [Digest])?

    /// Creates a statement.
    public init(
        name: String, checkpoint: SignedCheckpoint,
        leaves: (@Sendable (Int64) throws -> [Digest])? = nil
    ) {
        self.name = name
        self.checkpoint = checkpoint
        self.leaves = leaves
    }
}
