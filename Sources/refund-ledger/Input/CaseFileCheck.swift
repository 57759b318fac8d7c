import Foundation
import JSONText
import MerkleTree
import RefundLedger
import TransparencyLog

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
        let text = String(
            decoding: try readDocument("\(directory)/events.json", bytesMax: 1 << 28),
            as: UTF8.self)
        guard let json = try? JSONValue.parse(text), case .array(let events)? = json["events"],
            case .bool(let withText)? = json["with_text"], !events.isEmpty
        else { throw fault("events.json is not what case-file writes") }
        var entries = 0
        var hashOnly: [Int64] = []
        for (index, event) in events.enumerated() {
            guard event["version"] == .integer(Int64(index) + 1) else {
                throw fault("version \(index + 1) of the order is missing")
            }
            if try check(event, checkpoint, withText) {
                entries += 1
            } else if case .integer(let position)? = event["position"] {
                hashOnly.append(position)
            }
        }
        try checkNothingElse(events.count, entries)
        return Result(
            checkpoint: checkpoint.checkpoint, receipts: events.count, entries: entries,
            hashOnly: hashOnly)
    }

    /// Checks one event; answers whether its bytes are there.
    private func check(
        _ event: JSONValue, _ checkpoint: SignedCheckpoint, _ withText: Bool
    ) throws -> Bool {
        guard case .integer(let position)? = event["position"], position > 0,
            case .string(let hex)? = event["leaf"], let leaf = Digest(hex: hex)
        else { throw fault("an event of events.json has no position or no leaf hash") }
        let receipt = try InclusionReceipt(
            readDocument("\(directory)/\(CaseFile.receiptPath(position))"))
        guard receipt.index == position - 1 else {
            throw fault("the receipt of event \(position) is for event \(receipt.index + 1)")
        }
        guard receipt.checkpoint.note.text == checkpoint.note.text else {
            throw fault("the receipt of event \(position) is under another checkpoint")
        }
        try receipt.verify(leaf: leaf, keys: keys)
        guard event["entry"] != .null else { return false }
        let bytes = try readDocument("\(directory)/\(CaseFile.entryPath(position))")
        guard MerkleTree.leafHash(bytes) == leaf else {
            throw fault("the bytes of event \(position) are not those that the log holds")
        }
        if let name = try CaseFile.difference(of: event, from: bytes, withText: withText) {
            throw fault("'\(name)' of event \(position) is not what the log holds")
        }
        return true
    }

    /// Nothing may lie beside what was checked and look as if it were proven.
    private func checkNothingElse(_ receipts: Int, _ entries: Int) throws {
        for (folder, count) in [("receipts", receipts), ("entries", entries)] {
            let path = "\(directory)/\(folder)"
            let names = try FileManager.default.contentsOfDirectory(atPath: path)
            guard names.count == count else {
                throw fault("\(folder) holds \(names.count) files, and events.json names \(count)")
            }
        }
    }

    private func fault(_ detail: String) -> Failure {
        Failure(
            code: .found, sentence: "The case file does not hold: \(detail). Trust nothing in it.")
    }
}
