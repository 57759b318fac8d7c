extension CBORValue: CustomStringConvertible {
    /// The item in diagnostic notation (RFC 8949, 8), on one line.
    public var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .bytes(let value): "h'\(hex(value))'"
        case .text(let value): quoted(value)
        case .array(let items): "[\(items.map(\.description).joined(separator: ", "))]"
        case .map(let pairs): "{\(pairs.map(\.description).joined(separator: ", "))}"
        case .bool(let value): "\(value)"
        case .null: "null"
        }
    }
}

extension CBORValue.Pair: CustomStringConvertible {
    /// The pair in diagnostic notation.
    public var description: String { "\(key): \(value)" }
}

private func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.reduce(into: "") { text, byte in
        text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
}

/// A JSON string; control characters are escaped, everything else is shown as it is.
private func quoted(_ text: String) -> String {
    let body = text.unicodeScalars.reduce(into: "") { body, scalar in
        switch scalar {
        case "\"": body += "\\\""
        case "\\": body += "\\\\"
        case "\n": body += "\\n"
        case "\r": body += "\\r"
        case "\t": body += "\\t"
        case "\u{0}"..."\u{1F}", "\u{7F}":
            body += "\\u00" + hex(CollectionOfOne(UInt8(scalar.value)))
        case _: body.unicodeScalars.append(scalar)
        }
    }
    return "\"\(body)\""
}
