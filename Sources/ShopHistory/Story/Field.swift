import JSONText

/// The value of one field of an action.
enum Field: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    case text(String)
    case integer(Int64)
    case truth(Bool)
    case texts([String])
    case object(KeyValuePairs<String, Field?>)
    case objects([KeyValuePairs<String, Field?>])

    init(stringLiteral text: String) { self = .text(text) }
    init(booleanLiteral truth: Bool) { self = .truth(truth) }
    init(integerLiteral number: Int64) { self = .integer(number) }

    /// Text if there is any; else the field is left out.
    static func text(_ text: String?) -> Field? { text.map { .text($0) } }

    /// A number if there is any; else the field is left out.
    static func integer(_ number: Int64?) -> Field? { number.map { .integer($0) } }

    /// A moment, as actions spell it.
    static func moment(_ moment: Moment) -> Field { .text(moment.text) }
}

/// The fields of an action in the order they are written; those without a value are left out.
typealias Fields = KeyValuePairs<String, Field?>

extension JSONWriter {
    mutating func fields(_ fields: Fields) {
        for case (let name, let field?) in fields {
            self.name(name)
            write(field)
        }
    }

    private mutating func write(_ field: Field) {
        switch field {
        case .text(let text): string(text)
        case .integer(let number): integer(number)
        case .truth(let truth): bool(truth)
        case .texts(let texts):
            beginArray()
            for text in texts { string(text) }
            endArray()
        case .object(let fields): object(fields)
        case .objects(let objects):
            beginArray()
            for fields in objects { object(fields) }
            endArray()
        }
    }

    mutating func object(_ fields: Fields) {
        beginObject()
        self.fields(fields)
        endObject()
    }
}
