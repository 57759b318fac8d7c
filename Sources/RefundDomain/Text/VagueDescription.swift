import Records
import Units

/// Tells descriptions that say nothing (R24).
enum VagueDescription {
    /// The warnings about a description.
    ///
    /// Source: ACTIONS.md, section 11: fewer characters than the policy asks for, absent, or one
    /// of its phrases; white space around it does not count.
    static func warnings(_ description: FreeText?, _ policy: Policy) -> [ApplicationWarning] {
        let text = description?.text ?? ""
        let trimmed = trim(text)
        let isVague =
            trimmed.unicodeScalars.count < policy.minDescriptionCharacters
            || policy.vaguePhrases.contains { $0.text == trimmed }
        return isVague ? [.vagueDescription] : []
    }

    private static func trim(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return text }
        let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
        var end = scalars.endIndex
        while end > scalars.startIndex,
            scalars[scalars.index(before: end)].properties.isWhitespace
        {
            end = scalars.index(before: end)
        }
        return String(String.UnicodeScalarView(scalars[..<end]))
    }
}
