import ArgumentParser
import JSONText
import Records
import RefundDomain
import RefundLedger
import RefundProjections
import Wording

/// `refund-ledger schema`: what events, codes and views are made of.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Show what events, codes and views are made of.",
        discussion: """
            Of every type of event: its number in the log, the rules it rests on, and its fields \
            with their numbers, kinds and units. In the log amounts are fen and instants \
            milliseconds; in JSON instants are Shanghai times. With --codes every list of codes \
            with its numbers, with --views every table of views.sqlite with its columns and the \
            version of that contract. Needs no ledger.

            Example: refund-ledger schema payout_succeeded
            """
    )

    @Argument(help: "Only these types of events, lists of codes or tables.")
    var names: [String] = []

    @Flag(help: "Show the lists of codes.")
    var codes = false

    @Flag(help: "Show the tables of views.sqlite.")
    var views = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !codes || !views else { throw ValidationError("Give either --codes or --views.") }
        let known = Set(
            codes
                ? CodeLists.all.map { "\($0)" }
                : views ? Views.tables.map(\.name) : EventSchema.all.map(\.kind.name))
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw ValidationError("There is no '\(unknown)'; without a name all are listed.")
        }
    }

    func run() throws {
        if codes { return try show(CodeLists.all.filter { isWanted("\($0)") }) }
        if views { return try show(Views.tables.filter { isWanted($0.name) }) }
        try show(EventSchema.all.filter { isWanted($0.kind.name) })
    }

    private func isWanted(_ name: String) -> Bool { names.isEmpty || names.contains(name) }

    private func show(_ events: [EventSchema]) throws {
        guard !output.json else {
            return try object { writer in
                writer.name("events")
                writer.beginArray()
                for event in events { event.write(to: &writer) }
                writer.endArray()
                writer.name("context")
                EventSchema.write(EventSchema.context, to: &writer)
            }
        }
        var parts = events.map { event in
            let rules = event.rules.map(\.text).joined(separator: ", ")
            let title = "\(event.kind.rawValue) \(event.kind.name)"
            let heading = Wording(
                "\(title) (\(rules.isEmpty ? "no rule of its own" : rules))",
                zh: "\(title) \(event.kind.text(in: .zh))（\(rules.isEmpty ? "无专属规则" : rules)）")
            return "\(heading.in(output.language))\n\(table(event.fields))"
        }
        if names.isEmpty {
            let heading = Wording("context, of every event", zh: "context，每个事件都有")
            parts.append("\(heading.in(output.language))\n\(table(EventSchema.context))")
        }
        try Terminal.line(parts.joined(separator: "\n\n"))
    }

    private func table(_ fields: [FieldDescription]) -> String {
        var table = TextTable(
            [
                Wording("number", zh: "编号"), Wording("field", zh: "字段"),
                Wording("holds", zh: "内容"), Wording("unit", zh: "单位"),
                Wording("may be absent", zh: "可缺省"),
            ], output.language)
        let yes = Wording("yes", zh: "是").in(output.language)
        for row in fields.flatMap(\.rows) {
            table.add([
                "\(row.number)", row.path, FieldTexts.text(row.type, in: output.language),
                FieldTexts.text(row.unit, in: output.language), row.isOptional ? yes : "",
            ])
        }
        return table.text
    }

    private func object(_ body: (inout JSONWriter) -> Void) throws {
        var writer = JSONWriter()
        writer.beginObject()
        body(&writer)
        writer.endObject()
        writer.newline()
        try Terminal.write(writer.bytes)
    }
}

extension SchemaCommand {
    /// A code of a list: its number in the log, its name in JSON, and its name for people.
    private struct NamedCode {
        let number: Int
        let name: String
        let wording: Wording
    }

    private func show(_ lists: [any Code.Type]) throws {
        guard !output.json else {
            return try object { writer in
                writer.name("codes")
                writer.beginObject()
                for list in lists {
                    writer.name("\(list)")
                    writer.beginArray()
                    for code in Self.codes(of: list) {
                        writer.beginObject()
                        writer.member("number", Int64(code.number))
                        writer.member("code", code.name)
                        writer.member("en", code.wording.in(.en))
                        writer.member("zh", code.wording.in(.zh))
                        writer.endObject()
                    }
                    writer.endArray()
                }
                writer.endObject()
            }
        }
        let parts = lists.map { list in
            var table = TextTable(
                [
                    Wording("number", zh: "编号"), Wording("code", zh: "代码"),
                    Wording("meaning", zh: "含义"),
                ], output.language)
            for code in Self.codes(of: list) {
                table.add(["\(code.number)", code.name, code.wording.in(output.language)])
            }
            return "\(list)\n\(table.text)"
        }
        try Terminal.line(parts.joined(separator: "\n\n"))
    }

    private static func codes<List: Code>(of list: List.Type) -> [NamedCode] {
        list.allCases.map { code in
            NamedCode(
                number: Int(code.rawValue), name: code.name,
                wording: (code as? any Worded)?.wording ?? Wording(code.name, zh: code.name))
        }
    }

    private func show(_ tables: [ViewTable]) throws {
        guard !output.json else {
            return try object { writer in
                writer.member("version", Views.version)
                writer.name("tables")
                writer.beginArray()
                for table in tables { table.write(to: &writer) }
                writer.endArray()
            }
        }
        let version = Wording(
            "Version \(Views.version) of the tables of views.sqlite.",
            zh: "views.sqlite 各表的约定，版本 \(Views.version)。")
        let parts = tables.map { described in
            var table = TextTable(
                [
                    Wording("column", zh: "列"), Wording("type", zh: "类型"),
                    Wording("may be null", zh: "可为空"), Wording("stands in", zh: "所在"),
                    Wording("meaning; unit", zh: "含义；单位"),
                ], output.language)
            let yes = Wording("yes", zh: "是").in(output.language)
            for column in described.columns {
                table.add([
                    column.name, column.type.rawValue, column.isNullable ? yes : "",
                    described.relation(of: column),
                    ViewTexts.text(column.doc, in: output.language),
                ])
            }
            let key = Wording("key", zh: "主键").in(output.language)
            let what = ViewTexts.text(described.doc, in: output.language)
            return "\(described.name): \(what) (\(key): "
                + "\(described.key.joined(separator: ", ")))\n\(table.text)"
        }
        try Terminal.line(([version.in(output.language)] + parts).joined(separator: "\n\n"))
    }
}

extension ViewTable {
    /// The table, or the view beside it that has its instants also as text.
    fileprivate func relation(of column: ViewColumn) -> String {
        if case .shanghaiTime? = column.derivation { "\(name)_iso" } else { name }
    }

    /// Writes the table as one JSON object.
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("doc", doc)
        writer.name("key")
        writer.beginArray()
        for column in key { writer.string(column) }
        writer.endArray()
        writer.name("columns")
        writer.beginArray()
        for column in columns {
            writer.beginObject()
            writer.member("name", column.name)
            writer.member("type", column.type.rawValue)
            writer.member("nullable", column.isNullable)
            writer.member("in", relation(of: column))
            writer.member("derived", column.derivation != nil)
            writer.member("doc", column.doc)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
