public import JSONText
import Records
public import RefundDomain
public import Units

extension RecordedEvent {
    /// Writes the event as one JSON object with permanent names, for people and programs.
    ///
    /// - Parameters:
    ///   - writer: Where it goes.
    ///   - order: The order; `nil` for events of the ledger's own streams.
    ///   - version: Its number in that stream, from 1.
    public func write(to writer: inout JSONWriter, order: OrderID?, version: Int64) {
        writer.beginObject()
        writeMembers(to: &writer, order: order, version: version)
        writer.endObject()
    }

    /// Writes the members of that object, for those who add more.
    ///
    /// - Returns: The names of the payload's fields that were left out.
    @discardableResult
    func writeMembers(
        to writer: inout JSONWriter, order: OrderID?, version: Int64, keepsSeals: Bool = false,
        leavingPlainTextOut: Bool = false
    ) -> [String] {
        writer.member("position", header.position)
        if let order { writer.member("order", order.text) }
        writer.member("version", version)
        writer.member("type", event.kind.name)
        writer.member("at", header.occurredAt.shanghaiText)
        writer.member("recorded_at", header.recordedAt.shanghaiText)
        if let key = header.key { writer.member("key", key.text) }
        writer.name("context")
        // Exchanged, not copied: a page of events may stand in the writer already.
        var encoder = JSONRecordEncoder(JSONWriter(reserving: 0), keepsSeals: keepsSeals)
        encoder.leavesPlainTextOut = leavingPlainTextOut
        swap(&encoder.writer, &writer)
        encoder.record(header.context)
        encoder.writer.name("payload")
        event.write(to: &encoder)
        swap(&encoder.writer, &writer)
        return encoder.fieldsLeftOut
    }
}
