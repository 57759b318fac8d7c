/// A table of any length in bounded memory: printed page by page, under one header.
///
/// Columns are as wide as the widest cell so far, so the first page decides about most of them.
struct PagedTable {
    /// The most rows that are held.
    private static let rowsPerPageMax = 1_000

    private let header: [String]
    private let toRight: Set<Int>
    private var rows: [[String]] = []
    private var widths: [Int]
    private var isFirstPage = true

    /// Creates a table.
    ///
    /// - Parameters:
    ///   - header: The names of the columns.
    ///   - toRight: The places of the columns that are set to the right.
    init(_ header: [String], toRight: Set<Int>) {
        self.header = header
        self.toRight = toRight
        widths = header.map(\.terminalWidth)
    }

    /// Adds a row, and prints the page that it completes.
    mutating func add(_ row: [String]) throws {
        rows.append(row.map(\.shownInOneLine))
        if rows.count == Self.rowsPerPageMax { try flush() }
    }

    /// Prints what has not been printed yet.
    mutating func flush() throws {
        guard isFirstPage || !rows.isEmpty else { return }
        for row in rows {
            for (place, cell) in row.enumerated() {
                widths[place] = max(widths[place], cell.terminalWidth)
            }
        }
        if isFirstPage {
            rows.insert(header, at: 0)
            rows.insert(widths.map { String(repeating: "-", count: $0) }, at: 1)
        }
        isFirstPage = false
        let lines = rows.map(line)
        rows.removeAll(keepingCapacity: true)
        try Terminal.write(Array(lines.joined().utf8))
    }

    private func line(_ row: [String]) -> String {
        var cells = row.enumerated().map { place, cell in
            let space = String(repeating: " ", count: max(0, widths[place] - cell.terminalWidth))
            return toRight.contains(place) ? space + cell : cell + space
        }
        while cells.count > 1, cells.last?.allSatisfy({ $0 == " " }) == true { cells.removeLast() }
        var text = cells.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text + "\n"
    }
}
