import ArgumentParser
import CBOR
import EventLog
import Records
import RefundDomain
import RefundLedger
import Units
import Zstd

/// What reads bytes that somebody else may have made.
enum FuzzTarget: String, CaseIterable, ExpressibleByArgument {
    /// An item of CBOR.
    case cbor
    /// An entry of the log, with the event in it.
    case entry
    /// A segment: a zstd frame with 256 entries.
    case segment
    /// A line with an action, which is decided when it reads.
    case action
    /// A line of an export.
    case export
    /// A signed note.
    case note
    /// A signed checkpoint.
    case checkpoint
    /// A receipt: a proof with a checkpoint.
    case receipt
    /// A sealed text, and what is inside of one.
    case sealed

    /// The most bytes that a frame may come to; a frame that states more is never opened.
    private static let contentBytesMax = 1 << 20

    /// What comes of reading some bytes: the same words for what is alike.
    func answer(to bytes: ArraySlice<UInt8>) -> String {
        do {
            switch self {
            case .cbor: return try Self.cbor(bytes)
            case .entry: return try Self.entry(bytes)
            case .segment: return try Self.segment(bytes)
            case .action: return try Self.action(bytes)
            case .export: return try Self.export(bytes)
            case .note: return try Self.note(bytes)
            case .checkpoint: return try Self.checkpoint(bytes)
            case .receipt: return try Self.receipt(bytes)
            case .sealed: return try Self.sealed(bytes)
            }
        } catch {
            // Places and values make two answers of one.
            return String("\(error)".filter { !$0.isNumber }.prefix(120))
        }
    }

    private static func cbor(_ bytes: ArraySlice<UInt8>) throws -> String {
        let value = try CBORValue.decode(bytes)
        // Deterministic: what reads is written again to the byte.
        guard try value.encode().elementsEqual(bytes) else { preconditionFailure("two encodings") }
        return "read \(bytes.first.map { $0 >> 5 } ?? 0)"
    }

    private static func entry(_ bytes: ArraySlice<UInt8>) throws -> String {
        let entry = try Entry(position: 100_000, bytes: bytes)
        let recorded = try EventCodec.decode(entry)
        _ = try EventCodec.marks(of: entry)
        var order = Order("KM-0001")
        order.evolve(recorded.event, recorded.header)
        _ = order.money
        return "read \(entry.type)"
    }

    private static func segment(_ bytes: ArraySlice<UInt8>) throws -> String {
        let opener = try ZstdDecompressor(dictionary: nil)
        let content = try opener.decompress(bytes, limit: contentBytesMax)
        let segment = try Segment(number: 0, content: content[...])
        _ = segment.computeRoot()
        var read = 0
        for position in 1...Position(SegmentFormat.eventsPerSegment) {
            read += (try? segment.entry(at: position)) == nil ? 0 : 1
        }
        return "read \(read / 16)"
    }

    private static func action(_ bytes: ArraySlice<UInt8>) throws -> String {
        let action = try ActionCodec.parse(bytes)
        let facts = Facts(policies: PolicyBook(), calendars: CalendarBook())
        switch Order(action.order ?? "KM-0001").decide(action, facts) {
        case .accepted(let drafts): return "accepted \(drafts.map(\.event.kind.name))"
        case .repeated: return "repeated"
        case .refused(let refusal, _): return "refused \(refusal.code.name)"
        }
    }

    private static func export(_ bytes: ArraySlice<UInt8>) throws -> String {
        let header = try? ExportHeader(line: bytes)
        let event = try ExportedEvent(line: bytes)
        return "read \(event.event.type) \(header != nil)"
    }
}
