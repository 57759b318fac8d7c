import CBOR
import Crypto
public import JSONText
import Records
public import RefundDomain
import Units

/// Reads actions from JSON lines, strictly (ACTIONS.md, section 1).
public enum ActionCodec {
    /// The longest line that is read, in bytes.
    public static let lineBytesMax = 1_048_576

    /// The longest order number and idempotency key, in bytes of UTF-8.
    public static let nameBytesMax = 200

    /// Reads an action.
    ///
    /// - Parameter line: One JSON object, without the line's end.
    /// - Returns: The action, with the digest of its idempotency key.
    /// - Throws: ``InputError``, which names the field.
    public static func parse(_ line: ArraySlice<UInt8>) throws(InputError) -> Action {
        guard line.count <= lineBytesMax else {
            throw InputError(
                field: nil, expected: "at most \(lineBytesMax) bytes in a line", found: "more")
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue.parse(line) } catch {
            throw InputError(
                field: nil, expected: "\(error.expected) at byte \(error.offset + 1)",
                found: error.found)
        }
        return try action(from: value)
    }

    /// Reads an action from JSON that was parsed before.
    public static func action(from value: JSONValue) throws(InputError) -> Action {
        var decoder = JSONRecordDecoder(value)
        let envelope = try decoder.fields(of: Envelope.self)
        var reader = ActionReader(envelope: envelope, decoder: decoder)
        return try envelope.name.accept(&reader)
    }

    /// Reads what is left of an action once its kind is known.
    private struct ActionReader: ActionKindVisitor {
        let envelope: Envelope
        var decoder: JSONRecordDecoder

        mutating func visit<Body: ActionBody>(_ kind: Body.Type) throws(InputError) -> Action {
            try checkScope(kind.scope, envelope)
            let body = try decoder.fields(of: kind)
            try decoder.finish(Envelope.self, kind)
            if let fault = body.inputFault(at: envelope.at) {
                throw InputError(field: fault.field, expected: fault.expected, found: fault.found)
            }
            return action(envelope, body)
        }
    }

    private static func action(_ envelope: Envelope, _ body: some ActionBody) -> Action {
        var action = Action(
            at: envelope.at, actor: envelope.actor, order: envelope.order,
            via: envelope.via ?? .official, client: envelope.client,
            onBehalfOf: envelope.onBehalfOf, body: body)
        if let key = envelope.key {
            action.key = ActionKey(text: key.text, digest: digest(of: envelope, body))
        }
        return action
    }

    /// What makes two actions the same apart from their `at`: everything else.
    private static func digest(of envelope: Envelope, _ body: some ActionBody) -> [UInt8] {
        var content = envelope
        content.at = .placeholder
        content.key = nil
        content.via = envelope.via ?? .official
        var encoder = CBORRecordEncoder()
        encoder.record(content)
        encoder.record(body)
        return Array(SHA256.hash(data: encoder.writer.bytes).prefix(16))
    }

    private static func checkScope(
        _ scope: ActionScope, _ envelope: Envelope
    ) throws(InputError) {
        switch scope {
        case .order where envelope.order == nil:
            throw InputError(
                field: "order", expected: FieldKind.identifier.inputDescription, found: "nothing")
        case .policies where envelope.order != nil, .calendars where envelope.order != nil,
            .subjects where envelope.order != nil:
            throw InputError(
                field: "order", expected: "no order for this action", found: "one")
        case .order, .orderOrAll, .policies, .calendars, .subjects: break
        }
        for (name, text) in [("order", envelope.order?.text), ("key", envelope.key?.text)] {
            guard let text, text.utf8.count > nameBytesMax else { continue }
            throw InputError(
                field: name, expected: "at most \(nameBytesMax) bytes", found: "\(text.utf8.count)")
        }
    }
}

/// The fields that every action has.
private struct Envelope: Record {
    var at = Instant.placeholder
    var actor = Actor()
    var name = ActionName.placeholder
    var order: OrderID?
    var key: Name?
    var via: Via?
    var client: Name?
    var onBehalfOf: PersonID?

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "at", &at)
        try visitor.field(2, "actor", &actor)
        try visitor.field(3, "do", &name)
        try visitor.field(4, "order", &order)
        try visitor.field(5, "key", &key)
        try visitor.field(6, "via", &via)
        try visitor.field(7, "client", &client)
        try visitor.field(8, "on_behalf_of", &onBehalfOf)
    }
}
