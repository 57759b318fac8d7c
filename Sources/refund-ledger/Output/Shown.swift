extension String {
    /// The text for people's eyes, in which a terminal finds nothing to obey.
    ///
    /// What buyers write and how they are called gets into tables, stories and messages. Escaped, as
    /// in JSON, are the control characters (C0 but for newlines, DEL, C1) and those that change the
    /// direction of what follows (UAX #9); the program's own headings stay.
    var shown: String { escaped { $0.isObeyed && $0 != "\n" } }

    /// The text in one line: ``shown``, with newlines escaped, too.
    var shownInOneLine: String { escaped(\.isObeyed) }

    private func escaped(_ isWrong: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isWrong) else { return self }
        var result = ""
        var rest = unicodeScalars[...]
        while let scalar = rest.first {
            if Terminal.usesColor, let own = Terminal.ownEscapes.first(where: rest.starts) {
                result.unicodeScalars.append(contentsOf: own)
                rest = rest.dropFirst(own.count)
                continue
            }
            if isWrong(scalar) {
                result += scalar.escapedForEyes
            } else {
                result.unicodeScalars.append(scalar)
            }
            rest = rest.dropFirst()
        }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate var isObeyed: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        case _: false
        }
    }

    fileprivate var escapedForEyes: String {
        switch self {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _:
            "\\u" + String(repeating: "0", count: 4 - String(value, radix: 16).count)
                + String(value, radix: 16)
        }
    }
}
