import JSONText
import ViewsSQLite
import Wording

/// What a check of the views found: everything is counted, and the first rows are kept.
struct ViewDifferences {
    /// The most rows of one table that are shown.
    static let rowsShownMax = 100

    /// The position up to which views and log were compared.
    var position: Int64 = 0

    /// How many rows were compared.
    var rows = 0

    /// Why the views could not be compared at all.
    var reason: Wording?

    /// How many rows differ.
    private(set) var count = 0

    private var countByTable: [String: Int] = [:]
    private var shown: [DifferingRow] = []

    /// Takes a row that differs.
    mutating func add(_ row: DifferingRow) {
        count += 1
        countByTable[row.table, default: 0] += 1
        if countByTable[row.table, default: 0] <= Self.rowsShownMax { shown.append(row) }
    }

    /// Writes the members of a JSON object.
    func write(to writer: inout JSONWriter, state: String) {
        writer.member("state", state)
        if let reason { return writer.member("reason", reason.in(.en)) }
        writer.member("position", position)
        writer.member("rows", Int64(rows))
        writer.member("differing", Int64(count))
        writer.name("differences")
        writer.beginArray()
        for row in shown { row.write(to: &writer) }
        writer.endArray()
    }

    /// A table with a line for each column that differs, and a sentence that sums up.
    func forPeople(_ language: Language) -> String {
        if let reason {
            return Wording(
                "The views cannot be compared, because \(reason.in(.en)). "
                    + "Run refund-ledger rebuild.",
                zh: "无法核对视图：\(reason.in(.zh))。请运行 refund-ledger rebuild。"
            ).in(language)
        }
        guard count > 0 else {
            return Wording(
                "All \(rows) rows are what the log says, at position \(position).",
                zh: "在位置 \(position)，全部 \(rows) 行与日志一致。"
            ).in(language)
        }
        var table = TextTable(
            [
                Wording("table", zh: "表"), Wording("row", zh: "行"), Wording("column", zh: "列"),
                Wording("in the views", zh: "视图中的值"), Wording("by the log", zh: "按日志应为"),
            ], language)
        for row in shown {
            for line in row.lines(language) { table.add(line) }
        }
        var lines = [table.text, ""]
        if count > shown.count {
            lines.append(
                Wording(
                    "\(count - shown.count) more rows are not shown.",
                    zh: "另有 \(count - shown.count) 行未列出。"
                ).in(language))
        }
        lines.append(
            Wording(
                "\(count) of \(rows) rows differ, at position \(position). "
                    + "Run refund-ledger rebuild.",
                zh: "在位置 \(position)，\(rows) 行中有 \(count) 行不一致。请运行 refund-ledger rebuild。"
            ).in(language))
        return lines.joined(separator: "\n")
    }
}

extension DifferingRow {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("table", table)
        writer.name("key")
        writer.beginObject()
        for cell in key {
            writer.name(cell.column)
            cell.value.write(to: &writer)
        }
        writer.endObject()
        switch fault {
        case .missing: writer.member("fault", "missing")
        case .surplus: writer.member("fault", "surplus")
        case .changed(let changes):
            writer.member("fault", "changed")
            writer.name("columns")
            writer.beginArray()
            for change in changes {
                writer.beginObject()
                writer.member("column", change.column)
                writer.name("live")
                change.live.write(to: &writer)
                writer.name("fresh")
                change.fresh.write(to: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    fileprivate func lines(_ language: Language) -> [[String]] {
        let name = key.map(\.value.forPeople).joined(separator: " ")
        let whole = Wording("(whole row)", zh: "（整行）").in(language)
        let present = Wording("present", zh: "有").in(language)
        let absent = Wording("absent", zh: "无").in(language)
        return switch fault {
        case .missing: [[table, name, whole, absent, present]]
        case .surplus: [[table, name, whole, present, absent]]
        case .changed(let changes):
            changes.map { [table, name, $0.column, $0.live.forPeople, $0.fresh.forPeople] }
        }
    }
}

extension ViewValue {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .integer(let number): writer.integer(number)
        case .text, .bytes, .real: writer.string(forPeople)
        }
    }

    fileprivate var forPeople: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .real(let number): "\(number)"
        case .bytes(let bytes):
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
