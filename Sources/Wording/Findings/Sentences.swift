/// Sentences with values in them, found by their English text.
///
/// The log and its checks know no languages: they say in English what they found. `{}` stands for
/// a value; in the translation `{1}` is the first of them.
struct Sentences: Sendable {
    private let sentences: [(pieces: [Substring], chinese: String)]

    init(_ pairs: KeyValuePairs<String, String>) {
        sentences = pairs.map { english, chinese in
            (Self.pieces(of: english), chinese)
        }
    }

    /// The Chinese sentence.
    ///
    /// - Parameters:
    ///   - text: The English one.
    ///   - value: What becomes of a value, which may be a sentence itself.
    /// - Returns: `nil` when none of these sentences is meant.
    func chinese(_ text: String, value: (String) -> String) -> String? {
        for (pieces, chinese) in sentences {
            guard let values = Self.values(in: text, between: pieces) else { continue }
            var result = chinese
            for (index, found) in values.enumerated() {
                result = result.replacing("{\(index + 1)}", with: value(String(found)))
            }
            return result
        }
        return nil
    }

    private static func pieces(of template: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = template[...]
        while let place = rest.firstRange(of: "{}") {
            pieces.append(rest[..<place.lowerBound])
            rest = rest[place.upperBound...]
        }
        return pieces + [rest]
    }

    /// What stands between the pieces of a sentence; `nil` when the text is another sentence.
    private static func values(in text: String, between pieces: [Substring]) -> [Substring]? {
        guard let first = pieces.first, text.hasPrefix(first) else { return nil }
        guard pieces.count > 1, let last = pieces.last else { return text == first ? [] : nil }
        var values: [Substring] = []
        var rest = text.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() {
            guard let place = rest.firstRange(of: piece) else { return nil }
            values.append(rest[..<place.lowerBound])
            rest = rest[place.upperBound...]
        }
        guard rest.hasSuffix(last) else { return nil }
        return values + [rest.dropLast(last.count)]
    }
}
