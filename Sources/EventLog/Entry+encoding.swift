internal import CBOR
internal import Units

extension Entry {
    /// The number of items in an entry's array.
    static let itemCount = 10

    /// Writes the entry that an event becomes.
    static func write(
        _ event: NewEvent, name: StreamName?, after head: StreamHead, recordedAt: Instant,
        to writer: inout CBORWriter
    ) {
        writer.arrayHeader(itemCount)
        writer.integer(format)
        if let name {
            writer.text(name.rawValue)
        } else {
            writer.integer(head.id)
        }
        writer.integer(head.version + 1)
        writer.integer(head.last)
        writer.integer(Int64(event.type))
        writer.integer(recordedAt.milliseconds)
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
    }

    /// Makes sure that the numbers agree with one another.
    func checkLinks() throws(EventStoreError) {
        let isFirst = name != nil
        let linked =
            isFirst
            ? version == 1 && previous == 0
            : version > 1 && version <= position && stream > 0 && stream <= previous
                && previous < position
        guard linked, type >= 0 else {
            throw .corrupted(
                position: position,
                detail: "version \(version) of stream \(stream) after position \(previous)")
        }
    }
}
