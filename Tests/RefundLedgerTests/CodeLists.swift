import Records
import RefundDomain

/// Everything with a permanent number or name, as text.
enum CodeLists {
    /// Every list of codes; a test finds any that is forgotten there.
    static let all = RefundDomain.CodeLists.all

    /// The lists, then the fields of every kind of event and of its context.
    static var text: String {
        let lists = all.map { list in
            let names = list.names.enumerated().map { "  \($0 + 1) \($1)\n" }.joined()
            return "codes \(list)\n\(names)"
        }
        let events = LedgerEvent.bodies.map { body in
            "event \(body.kind.rawValue) \(body.kind.name)\n\(fields(of: body))"
        }
        let context = "context\n\(fields(of: EventContext.self))"
        return (lists + events + [context]).joined()
    }

    private static func fields(of record: any Record.Type) -> String {
        func fields<T: Record>(_ type: T.Type) -> String {
            lines(FieldCollector.fields(of: type), indent: "  ")
        }
        return fields(record)
    }

    private static func lines(_ fields: [FieldDescription], indent: String) -> String {
        fields.map { field in
            let (kind, inner) = description(of: field.kind, indent: indent + "  ")
            return "\(indent)\(field.number) \(field.name)\(field.isOptional ? "?" : "") \(kind)\n"
                + inner
        }.joined()
    }

    /// What a field holds, and the fields of a record inside it; codes are listed elsewhere.
    private static func description(
        of kind: FieldKind, indent: String
    ) -> (kind: String, inner: String) {
        switch kind {
        case .code(let names): return ("code \(names.first ?? "") ...", "")
        case .list(let element):
            let (name, inner) = description(of: element, indent: indent)
            return ("list of \(name)", inner)
        case .nullable(let value):
            let (name, inner) = description(of: value, indent: indent)
            return ("\(name) or null", inner)
        case .record(let fields): return ("record", lines(fields, indent: indent))
        case .integer, .fen, .instant, .date, .bool, .identifier, .freeText, .digest, .object:
            return ("\(kind)", "")
        }
    }
}
