import EventLog
import Foundation
import JSONText
import MerkleTree
import RefundDomain
import RefundLedger
import TransparencyLog
import Units

/// Checks a case file with nothing but itself and the log's verifier key.
struct CaseFileCheck {
    let directory: String
    let keys: [VerifierKey]

    /// What was found right.
    struct Result {
        /// What the log signed.
        let checkpoint: Checkpoint

        /// The number of events whose receipts hold.
        let receipts: Int

        /// The number of those whose bytes are there and say what the JSON says.
        let entries: Int

        /// The positions of the others: that they are in the log is proven, and nothing of what
        /// the JSON says of them.
        let hashOnly: [Int64]
    }

    /// Checks everything.
    ///
    /// - Throws: ``TransparencyError`` or ``Failure`` that names what does not hold.
    func run() throws -> Result {
        let checkpoint = try SignedCheckpoint(readDocument("\(directory)/checkpoint"))
        try checkpoint.requireSignature(by: keys)
        let text = try readDocument("\(directory)/events.json", bytesMax: 1 << 28)
        guard let json = try? JSONValue.parse(text), case .array(let events)? = json["events"],
            case .bool(let withText)? = json["with_text"], case .string(let order)? = json["order"],
            !events.isEmpty
        else { throw fault("events.json is not what case-file writes") }
        try check(head: json, checkpoint.checkpoint)
        var history = History(order: OrderID(order), withText: withText)
        var hashOnly: [Int64] = []
        for (index, event) in events.enumerated() {
            guard event["version"] == .integer(Int64(index) + 1) else {
                throw fault("version \(index + 1) of the order is missing")
            }
            let (position, bytes) = try check(event, checkpoint)
            if let bytes {
                try check(event, says: Entry(position: position, bytes: bytes[...]), &history)
            } else {
                hashOnly.append(position)
            }
            history.note(position)
        }
        let entries = events.count - hashOnly.count
        try checkNothingElse(events.count, entries)
        return Result(
            checkpoint: checkpoint.checkpoint, receipts: events.count, entries: entries,
            hashOnly: hashOnly)
    }

    /// What is known of the order's events so far.
    private struct History {
        let order: OrderID
        let withText: Bool
        /// The position of the first event, by which later ones name their order.
        var first: Int64 = 0
        /// The position of the event before.
        var previous: Int64 = 0

        mutating func note(_ position: Int64) {
            if first == 0 { first = position }
            previous = position
        }
    }

    /// What the file says of itself must be what was signed.
    private func check(head json: JSONValue, _ checkpoint: Checkpoint) throws {
        let expected: [(String, JSONValue)] = [
            ("origin", .string(checkpoint.origin)), ("size", .integer(checkpoint.size)),
            ("root", .string(checkpoint.root.hex)),
        ]
        for (name, value) in expected where json[name] != value {
            throw fault("'\(name)' of events.json is not what was signed")
        }
        let known = expected.map(\.0) + ["order", "with_text", "events"]
        guard case .object(let members) = json else { return }
        for member in members where !known.contains(member.name) {
            throw fault("'\(member.name)' of events.json is not what case-file writes")
        }
    }

    /// Checks that an event is in the log; answers its position, and its bytes when they are there.
    private func check(
        _ event: JSONValue, _ checkpoint: SignedCheckpoint
    ) throws -> (position: Int64, bytes: [UInt8]?) {
        guard case .integer(let position)? = event["position"], position > 0,
            case .string(let hex)? = event["leaf"], let leaf = Digest(hex: hex)
        else { throw fault("an event of events.json has no position or no leaf hash") }
        guard event["receipt"] == .string(CaseFile.receiptPath(position)) else {
            throw fault("'receipt' of event \(position) does not name its receipt")
        }
        let receipt = try InclusionReceipt(
            readDocument("\(directory)/\(CaseFile.receiptPath(position))"))
        guard receipt.index == position - 1 else {
            throw fault("the receipt of event \(position) is for event \(receipt.index + 1)")
        }
        guard receipt.checkpoint.note.text == checkpoint.note.text else {
            throw fault("the receipt of event \(position) is under another checkpoint")
        }
        try receipt.verify(leaf: leaf, keys: keys)
        guard event["entry"] != .null else { return (position, nil) }
        guard event["entry"] == .string(CaseFile.entryPath(position)) else {
            throw fault("'entry' of event \(position) does not name its bytes")
        }
        let bytes = try readDocument("\(directory)/\(CaseFile.entryPath(position))")
        guard MerkleTree.leafHash(bytes) == leaf else {
            throw fault("the bytes of event \(position) are not those that the log holds")
        }
        return (position, bytes)
    }

    /// Checks that an event says what its entry says, and that it is the order's next one.
    private func check(_ event: JSONValue, says entry: Entry, _ history: inout History) throws {
        let position = entry.position
        let isNext =
            history.first == 0
            ? entry.name == Streams.order(history.order) : entry.stream == history.first
        guard isNext, entry.previous == history.previous else {
            throw fault(
                "event \(position) is not the next one of order \(history.order) in the log")
        }
        if let name = try CaseFile.difference(
            of: event, from: entry, in: history.order, withText: history.withText)
        {
            throw fault("'\(name)' of event \(position) is not what the log holds")
        }
    }

    /// Nothing may lie beside what was checked and look as if it were proven.
    private func checkNothingElse(_ receipts: Int, _ entries: Int) throws {
        for (folder, count) in [("receipts", receipts), ("entries", entries)] {
            let names = try names(in: "\(directory)/\(folder)")
            guard names.count == count else {
                throw fault("\(folder) holds \(names.count) files, and events.json names \(count)")
            }
        }
        for name in try names(in: directory) where !CaseFile.names.contains(name) {
            throw fault("'\(name)' is not a part of it")
        }
    }

    private func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path)
    }

    private func fault(_ detail: String) -> Failure {
        Failure(
            code: .found, sentence: "The case file does not hold: \(detail). Trust nothing in it.")
    }
}
