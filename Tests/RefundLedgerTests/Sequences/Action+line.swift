import JSONText
import Records
import RefundDomain
import RefundLedger
import Units

extension Action {
    /// The action as a line that `refund-ledger record` takes.
    var line: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("at", at.shanghaiText)
        writer.name("actor")
        writer.beginObject()
        writer.member("id", actor.id.text)
        writer.member("role", actor.role.name)
        writer.endObject()
        writer.member("do", type(of: body).name.name)
        if let order { writer.member("order", order.text) }
        if let key { writer.member("key", key.text) }
        if via != .official { writer.member("via", via.name) }
        if let onBehalfOf { writer.member("on_behalf_of", onBehalfOf.text) }
        var encoder = JSONRecordEncoder(writer)
        var copy = body
        copy.visit(&encoder)
        encoder.writer.endObject()
        return String(decoding: encoder.writer.bytes, as: UTF8.self)
    }
}
