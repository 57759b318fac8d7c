import CBOR
import EventLog
import JSONText
import LedgerTesting
import Records
import RefundDomain
import Units

@testable import RefundLedger

/// One event as `Fixtures/events` keeps it: the log entry in hexadecimal, and its JSON.
struct GoldenEvent {
    /// The entry, without the newline of its file.
    let hex: String

    /// The event as JSON, without the newline of its file.
    let json: String

    /// Reads the two files of a kind.
    init(_ kind: EventKind) throws {
        hex = String(try Fixture.text("events/\(kind.name).hex").dropLast())
        json = String(try Fixture.text("events/\(kind.name).json").dropLast())
    }

    /// Shows an entry of an order, or of one of the ledger's own streams.
    init(_ entry: Entry, _ order: OrderID?) throws {
        hex = entry.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var writer = JSONWriter()
        try EventCodec.decode(entry).write(to: &writer, order: order, version: entry.version)
        json = String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The entry; where it stood is written in the JSON.
    func entry() throws -> Entry {
        var bytes: [UInt8] = []
        var rest = hex[...]
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        guard case .integer(let position) = try JSONValue.parse(json)["position"] else {
            throw NoPosition()
        }
        return try Entry(position: position, bytes: bytes[...])
    }

    /// The order that the JSON names.
    func order() throws -> OrderID? {
        guard case .string(let order) = try JSONValue.parse(json)["order"] else { return nil }
        return OrderID(order)
    }

    private struct NoPosition: Error {}
}

extension Entry {
    /// The ten items of an entry, written here a second time from the documented format, with
    /// context and payload as the codec encodes what it has decoded.
    func encodedAgain() throws -> [UInt8] {
        let recorded = try EventCodec.decode(self)
        let event = EventCodec.encode(
            EventDraft(event: recorded.event, context: recorded.header.context),
            at: recorded.header.occurredAt, key: recorded.header.key)
        var writer = CBORWriter()
        writer.arrayHeader(10)
        writer.integer(1)
        if let name { writer.text(name.rawValue) } else { writer.integer(stream) }
        writer.integer(version)
        writer.integer(previous)
        writer.integer(Int64(event.type))
        writer.integer(recorded.header.recordedAt.milliseconds)
        writer.integer(event.occurredAt.milliseconds)
        writer.raw(event.context)
        if let key = event.key {
            writer.arrayHeader(2)
            writer.text(key.text)
            writer.bytes(key.digest)
        } else {
            writer.null()
        }
        writer.raw(event.payload)
        return writer.bytes
    }
}
