import JSONText

/// Lines told in advance: their bytes one after the other, and when each happens and where it ends.
struct ToldLines: Sendable {
    struct Mark: Sendable {
        var at: Moment
        /// Behind the last byte of the line, at its newline.
        var end: Int
    }

    private(set) var marks: [Mark] = []
    private var writer = JSONWriter(reserving: 2048)

    var bytes: [UInt8] { writer.bytes }

    /// Adds one action.
    mutating func tell(
        _ action: String, by actor: Actor, at: Moment, order: String?, _ fields: Fields,
        _ common: Fields = [:]
    ) {
        writer.beginObject()
        writer.member("at", at.text)
        writer.name("actor")
        writer.beginObject()
        writer.member("id", actor.id)
        writer.member("role", actor.role)
        writer.endObject()
        writer.member("do", action)
        if let order { writer.member("order", order) }
        writer.fields(fields)
        if let buyer = actor.behalf { writer.member("on_behalf_of", buyer) }
        writer.fields(common)
        writer.endObject()
        marks.append(Mark(at: at, end: writer.bytes.count))
        writer.newline()
    }
}
