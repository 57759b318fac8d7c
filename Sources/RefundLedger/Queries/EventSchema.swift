public import JSONText
public import Records
public import RefundDomain

/// What one kind of event holds, as the log and JSON have it.
///
/// Everything comes from the types that are recorded: numbers and names from ``EventKind``, rules
/// and fields from the event's body.
public struct EventSchema: Sendable {
    /// The kind; its number and name are permanent.
    public let kind: EventKind

    /// The rules and decisions that the event rests on.
    public let rules: [RuleID]

    /// The fields of its payload, in order of number.
    public let fields: [FieldDescription]

    /// Every kind of event, in order of number.
    public static let all: [EventSchema] = LedgerEvent.bodies.map { EventSchema($0) }

    /// The fields of the circumstances that every event has.
    public static let context = FieldCollector.fields(of: EventContext.self)

    private init<Body: EventBody>(_ body: Body.Type) {
        kind = body.kind
        rules = body.rules
        fields = FieldCollector.fields(of: body)
    }

    /// Writes the schema as one JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("number", Int64(kind.rawValue))
        writer.member("type", kind.name)
        writer.name("rules")
        writer.beginArray()
        for rule in rules { writer.string(rule.text) }
        writer.endArray()
        writer.name("fields")
        Self.write(fields, to: &writer)
        writer.endObject()
    }

    /// Writes fields as a JSON array.
    public static func write(_ fields: [FieldDescription], to writer: inout JSONWriter) {
        writer.beginArray()
        for field in fields {
            writer.beginObject()
            writer.member("number", Int64(field.number))
            writer.member("name", field.name)
            writer.member("optional", field.isOptional)
            write(field.kind, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// Writes the members of an object that say what a field holds.
    private static func write(_ kind: FieldKind, to writer: inout JSONWriter) {
        writer.member("holds", kind.typeName)
        if let unit = kind.unit { writer.member("unit", unit) }
        switch kind {
        case .code(let names): writer.member("codes", CodeLists.name(of: names) ?? "")
        case .list(let element), .nullable(let element):
            writer.name("of")
            writer.beginObject()
            write(element, to: &writer)
            writer.endObject()
        case .record(let fields):
            writer.name("fields")
            write(fields, to: &writer)
        case .integer, .fen, .instant, .date, .bool, .identifier, .freeText, .digest, .object:
            break
        }
    }
}

extension FieldKind {
    /// The kind in a word or two, in permanent names.
    public var typeName: String {
        switch self {
        case .integer: "integer"
        case .fen: "fen"
        case .instant: "instant"
        case .date: "date"
        case .bool: "bool"
        case .identifier: "id"
        case .freeText: "text"
        case .digest: "sha256"
        case .object: "object"
        case .code: "code"
        case .list: "list"
        case .record: "record"
        case .nullable: "nullable"
        }
    }

    /// The unit in the log; `nil` for what has none of its own.
    public var unit: String? {
        switch self {
        case .fen: "fen"
        case .instant: "ms since 1970, UTC"
        case .date: "day in Asia/Shanghai"
        case .integer, .bool, .identifier, .freeText, .digest, .object, .code, .list, .record,
            .nullable:
            nil
        }
    }
}

extension FieldDescription {
    /// The field, and those of records in it, each with its path, its kind and its unit.
    public var rows: [(path: String, number: Int, type: String, unit: String, isOptional: Bool)] {
        let (type, unit, inner) = Self.described(kind)
        return [(name, number, type, unit, isOptional)]
            + inner.flatMap(\.rows).map {
                ("\(name).\($0.path)", $0.number, $0.type, $0.unit, $0.isOptional)
            }
    }

    private static func described(
        _ kind: FieldKind
    ) -> (type: String, unit: String, inner: [FieldDescription]) {
        switch kind {
        case .code(let names): return (CodeLists.name(of: names) ?? kind.typeName, "", [])
        case .list(let element):
            let (type, unit, inner) = described(element)
            return ("list of \(type)", unit, inner)
        case .nullable(let value):
            let (type, unit, inner) = described(value)
            return ("\(type) or null", unit, inner)
        case .record(let fields): return (kind.typeName, "", fields)
        case .integer, .fen, .instant, .date, .bool, .identifier, .freeText, .digest, .object:
            return (kind.typeName, kind.unit ?? "", [])
        }
    }
}
