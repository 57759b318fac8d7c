/// Comma-separated values for spreadsheets and other programs (RFC 4180, but lines end in LF).
struct CSVText {
    private var text = ""

    /// Starts with the names of the columns.
    init(_ header: [String]) { add(header) }

    /// Adds a row.
    mutating func add(_ row: [String]) {
        text += row.map(Self.field).joined(separator: ",") + "\n"
    }

    /// Everything, in UTF-8.
    var bytes: [UInt8] { Array(text.utf8) }

    /// A value, in quotes when a comma, quote or line break in it would be misread.
    private static func field(_ value: String) -> String {
        let isPlain = !value.utf8.contains { #",""#.utf8.contains($0) || $0 == 0x0A || $0 == 0x0D }
        return isPlain ? value : "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}
