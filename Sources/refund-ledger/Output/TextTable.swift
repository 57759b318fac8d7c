import Wording

/// A plain table for terminals; columns line up, Chinese characters count as two.
struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []

    /// Creates a table with the names of its columns.
    init(_ header: [String]) { self.header = header }

    /// Creates a table with the names of its columns in a language.
    init(_ header: [Wording], _ language: Language) {
        self.header = header.map { $0.in(language) }
    }

    /// Adds a row; columns whose cells are all numbers are set to the right.
    mutating func add(_ row: [String]) { rows.append(row.map(\.shownInOneLine)) }

    /// The table without a newline at its end.
    var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in
            all.map { $0[column].terminalWidth }.max() ?? 0
        }
        let isNumeric = header.indices.map { column in
            !rows.isEmpty && rows.allSatisfy { $0[column].isAmount }
        }
        var lines = all.map { row in
            line(row.indices.map { padded(row[$0], widths[$0], toRight: isNumeric[$0]) })
        }
        lines[0] = Terminal.heading(lines[0])
        lines.insert(line(widths.map { String(repeating: "-", count: $0) }), at: 1)
        return lines.joined(separator: "\n")
    }

    private func line(_ cells: [String]) -> String {
        var text = cells.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
    }

    private func padded(_ cell: String, _ width: Int, toRight: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - cell.terminalWidth))
        return toRight ? space + cell : cell + space
    }
}

extension String {
    /// How many columns of a terminal the text takes up.
    var terminalWidth: Int {
        unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : 1) }
    }

    fileprivate var isAmount: Bool {
        !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
            || hasPrefix("¥")
    }
}

extension Unicode.Scalar {
    /// Whether a terminal shows the character two columns wide (UAX #11, the CJK blocks).
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        case _: false
        }
    }
}
