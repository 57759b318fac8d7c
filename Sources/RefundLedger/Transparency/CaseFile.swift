public import EventLog
public import JSONText
import MerkleTree
public import RefundDomain
public import TransparencyLog
public import Units

/// Everything an outside investigator needs of one order, with the proof that it is in the log.
public struct CaseFile: Sendable {
    /// One event, with its receipt.
    public struct Item: Sendable {
        /// The entry, as it is hashed.
        public let entry: Entry

        /// The event in it.
        public let recorded: RecordedEvent

        /// The proof that it is in the log.
        public let receipt: InclusionReceipt

        /// Whether the entry's bytes hold no text that anybody could read, or such text was asked for.
        public let isDisclosed: Bool
    }

    /// The order.
    public let order: OrderID

    /// The order's events, oldest first.
    public let items: [Item]

    /// What was signed about the log, and covers all of them.
    public let checkpoint: SignedCheckpoint

    /// Whether text that people wrote was asked for.
    public let withText: Bool

    /// Gathers an order's events, up to the newest checkpoint.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - checkpoint: A checkpoint of the log.
    ///   - store: The log.
    ///   - texts: What reads sealed texts, when text that people wrote belongs in it.
    /// - Throws: ``EventStoreError`` when an event does not read or cannot be proven.
    public init(
        of order: OrderID, under checkpoint: SignedCheckpoint, in store: any TransparentStore,
        texts: TextOpener?
    ) async throws {
        self.order = order
        self.checkpoint = checkpoint
        withText = texts != nil
        var items: [Item] = []
        let entries = try await store.read(
            Streams.order(order), through: checkpoint.checkpoint.size)
        for entry in entries {
            let recorded = try EventCodec.decode(entry)
            var ignored = JSONWriter()
            let plain = recorded.writeMembers(
                to: &ignored, order: order, version: entry.version, keepsSeals: true,
                leavingPlainTextOut: true)
            items.append(
                Item(
                    entry: entry,
                    recorded: try texts?.open(recorded, in: Streams.order(order)) ?? recorded,
                    receipt: try await store.receipt(
                        for: entry, under: checkpoint, disclosing: false),
                    isDisclosed: withText || plain.isEmpty))
        }
        self.items = items
    }

    /// What lies in the directory of a case file.
    public static let names: Set = [
        "README.txt", "case.html", "checkpoint", "entries", "events.json", "receipts",
        "verifier.key",
    ]

    /// The name of an event's receipt in the case file.
    public static func receiptPath(_ position: Position) -> String {
        "receipts/\(position).tlog-proof"
    }

    /// The name of an event's bytes in the case file.
    public static func entryPath(_ position: Position) -> String { "entries/\(position).cbor" }

    /// The events as one JSON object with permanent names; amounts are in fen.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("origin", checkpoint.checkpoint.origin)
        writer.member("size", checkpoint.checkpoint.size)
        writer.member("root", checkpoint.checkpoint.root.hex)
        writer.member("order", order.text)
        writer.name("with_text")
        writer.bool(withText)
        writer.name("events")
        writer.beginArray()
        for item in items {
            writer.beginObject()
            Self.write(item.recorded, item.entry, order, withText: withText, to: &writer)
            writer.member("leaf", MerkleTree.leafHash(item.entry.bytes).hex)
            writer.member("receipt", Self.receiptPath(item.entry.position))
            writer.member(
                "entry", orNull: item.isDisclosed ? Self.entryPath(item.entry.position) : nil)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    /// Writes what an entry says, as members of its object.
    private static func write(
        _ recorded: RecordedEvent, _ entry: Entry, _ order: OrderID, withText: Bool,
        to writer: inout JSONWriter
    ) {
        let leftOut = recorded.writeMembers(
            to: &writer, order: order, version: entry.version, keepsSeals: true,
            leavingPlainTextOut: !withText)
        writer.name("left_out")
        writer.beginArray()
        for name in leftOut { writer.string(name) }
        writer.endArray()
    }

    /// A value with sealed texts as they stand in the log.
    private static func withoutContents(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            let isSeal = members.contains { $0.name == "sealed" }
            return .object(
                members.filter { !isSeal || $0.name == "sealed" }
                    .map { JSONMember(name: $0.name, value: withoutContents($0.value)) })
        case .array(let elements): return .array(elements.map(withoutContents))
        case .string, .integer, .number, .bool, .null: return value
        }
    }

    /// The members of an event that say where its proof and its bytes are.
    public static let proofMembers = ["leaf", "receipt", "entry"]

    /// Makes sure that an event of a case file says what its entry says, and nothing else.
    ///
    /// What stands beside a sealed text as its content cannot be compared, and is passed over.
    ///
    /// - Parameters:
    ///   - event: The event's object.
    ///   - entry: The entry.
    ///   - order: The order that the case file is about.
    ///   - withText: Whether the case file holds text that people wrote.
    /// - Returns: The name of the first member that says something else; `nil` when none does.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` for bytes that are no event.
    public static func difference(
        of event: JSONValue, from entry: Entry, in order: OrderID, withText: Bool
    ) throws -> String? {
        let recorded = try EventCodec.decode(entry)
        var writer = JSONWriter()
        writer.beginObject()
        write(recorded, entry, order, withText: withText, to: &writer)
        writer.endObject()
        guard case .object(let expected) = try JSONValue.parse(writer.bytes),
            case .object(let found) = event
        else { return "position" }
        let known = expected.map(\.name) + proofMembers
        return expected.first { event[$0.name].map(withoutContents) != $0.value }?.name
            ?? found.first { !known.contains($0.name) }?.name
    }
}
