import JSONText
import Wording

/// Named figures, printed as a table for people or as one JSON object for programs.
struct Facts {
    /// A value, as programs and people read it.
    enum Value {
        case text(String)
        case integer(Int64)
        case flag(Bool)
        case nothing
        case list([String])
    }

    private var members: [(name: String, wording: Wording, value: Value)] = []

    /// Adds a figure.
    ///
    /// - Parameters:
    ///   - name: Its permanent name in JSON.
    ///   - wording: Its name for people.
    ///   - value: The value.
    mutating func add(_ name: String, _ wording: Wording, _ value: Value) {
        members.append((name, wording, value))
    }

    /// Prints all of them.
    func print(_ output: OutputOptions) throws {
        guard output.json else {
            var table = TextTable([
                Wording("figure", zh: "项目").in(output.language),
                Wording("value", zh: "数值").in(output.language),
            ])
            for member in members {
                table.add([member.wording.in(output.language), member.value.text(output.language)])
            }
            return try Terminal.line(table.text)
        }
        var writer = JSONWriter()
        writer.beginObject()
        for member in members { member.value.write(member.name, to: &writer) }
        writer.endObject()
        writer.newline()
        try Terminal.write(writer.bytes)
    }
}

extension Facts.Value {
    fileprivate func text(_ language: Language) -> String {
        switch self {
        case .text(let text): text
        case .integer(let value): "\(value)"
        case .flag(let value):
            (value ? Wording("yes", zh: "是") : Wording("no", zh: "否")).in(language)
        case .nothing: Wording("none", zh: "无").in(language)
        case .list(let items): items.joined(separator: "; ")
        }
    }

    fileprivate func write(_ name: String, to writer: inout JSONWriter) {
        writer.name(name)
        switch self {
        case .text(let text): writer.string(text)
        case .integer(let value): writer.integer(value)
        case .flag(let value): writer.bool(value)
        case .nothing: writer.null()
        case .list(let items):
            writer.beginArray()
            for item in items { writer.string(item) }
            writer.endArray()
        }
    }
}
