extension RowBuffer {
    /// Appends texts as a JSON array without spaces (RFC 8259).
    mutating func json(_ texts: [String]) {
        guard !texts.isEmpty else { return text("[]") }
        guard texts.allSatisfy(\.isPlainInJSON) else { return text(Self.escaped(texts)) }
        let start = openText()
        for (place, text) in texts.enumerated() {
            part(place == 0 ? "[\"" : ",\"")
            part(text)
            part("\"")
        }
        part("]")
        closeText(start)
    }

    private static func escaped(_ texts: [String]) -> String {
        "[" + texts.map { "\"" + $0.flatMap(\.inJSON) + "\"" }.joined(separator: ",") + "]"
    }
}

extension String {
    /// Whether nothing in it is written otherwise between quotes.
    fileprivate var isPlainInJSON: Bool {
        utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
}

extension Character {
    /// How it is written between quotes.
    fileprivate var inJSON: String {
        var written = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": written += "\\" + String(scalar)
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case _: written.unicodeScalars.append(scalar)
            }
        }
        return written
    }
}
